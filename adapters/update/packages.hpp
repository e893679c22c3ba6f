#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The packages that are updated together, as dpkg-query and apt-cache tell of them. Pure.
namespace tillpoints::update {

/// Those that are built from the one source, the tool's own first: its version is the installation's.
inline constexpr std::string_view package_names[] = {"tillpoints", "libtillpoints1", "tillpoints-sidecar",
                                                     "tillpoints-cloud", "libtillpoints-dev"};

struct Package {
    std::string name;  ///< with ":ARCHITECTURE" where several architectures may be installed
    std::string version;
    std::string architecture;
    bool installed = false;  ///< unpacked and configured
    bool torn = false;       ///< cut while it was unpacked: it has to be unpacked anew before anything else

    bool operator==(const Package&) const = default;
};

/// What dpkg-query is asked for each package, a line each.
inline constexpr std::string_view query_format =
    R"(${binary:Package}\t${Version}\t${Architecture}\t${db:Status-Status}\t${db:Status-Eflag}\n)";

/// From its answer; packages of which only the configuration is left are not listed.
std::vector<Package> read_packages(std::string_view answer);

/// A version as Debian writes them: nothing that a shell, a path or an option could take for its own.
bool is_version(std::string_view text);

/// The candidate in the answer of `apt-cache policy`.
std::optional<std::string> candidate_of(std::string_view policy);

/// The name under which apt keeps the archive of this package in another version.
std::string archive_name(const Package& package, std::string_view version);

}  // namespace tillpoints::update
