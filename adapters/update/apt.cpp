#include "adapters/update/apt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "adapters/update/folder.hpp"

namespace tillpoints::update {
namespace {

constexpr const char* cache_of_apt = "/var/cache/apt/archives";

bool sync_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    return synced;
}

}  // namespace

Ran Apt::logged(const std::vector<std::string>& arguments, const std::string& folder) const {
    std::string line = "#";
    for (const auto& each : arguments) line += " " + each;
    store_.log(line + "\n");
    auto ran = run_program(arguments, folder);
    store_.log(ran.output + ran.errors + "# ends with " + std::to_string(ran.code) + "\n");
    return ran;
}

Ran Apt::refresh() const {
    // By itself, apt-get takes lists that it could not fetch for a passing trouble and ends with 0.
    return logged({"apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update"});
}

std::vector<Package> Apt::installed() const {
    std::vector<std::string> arguments{"dpkg-query", "--show", "--showformat", std::string(query_format)};
    for (const auto name : package_names) arguments.emplace_back(name);
    // It also fails where only some of them are known.
    return read_packages(run_program(arguments).output);
}

std::optional<std::string> Apt::candidate() const {
    return candidate_of(run_program({"apt-cache", "policy", "tillpoints"}).output);
}

bool Apt::has_archive(const std::string& name) const {
    std::error_code unknown;
    return std::filesystem::file_size(store_.archives() + "/" + name, unknown) > 0 && !unknown;
}

bool Apt::can_have_one(const Package& package, const std::string& version) const {
    const auto name = archive_name(package, version);
    std::error_code unknown;
    return has_archive(name) || std::filesystem::exists(std::string(cache_of_apt) + "/" + name, unknown) ||
           run_program({"apt-get", "-q", "--print-uris", "download", package.name + "=" + version},
                       store_.archives())
                   .code == 0;
}

bool Apt::can_have(const std::vector<Package>& packages, const std::string& version) const {
    return std::all_of(packages.begin(), packages.end(),
                       [&](const Package& each) { return can_have_one(each, version); });
}

bool Apt::can_have(const std::vector<Package>& packages) const {
    return std::all_of(packages.begin(), packages.end(),
                       [&](const Package& each) { return can_have_one(each, each.version); });
}

bool Apt::fetch_one(const Package& package, const std::string& version) const {
    const auto name = archive_name(package, version);
    if (has_archive(name)) return true;
    // Into a folder of its own, so that an archive in the store is a whole one.
    const auto arriving = store_.folder() + "/arriving";
    std::error_code failed;
    std::filesystem::remove_all(arriving, failed);
    std::filesystem::create_directory(arriving, failed);
    const bool fetched =
        logged({"apt-get", "-q", "download", package.name + "=" + version}, arriving).code == 0 ||
        std::filesystem::copy_file(std::string(cache_of_apt) + "/" + name, arriving + "/" + name, failed);
    if (!fetched) return false;
    // Whole on the disk before it has its name: a power cut leaves no torn archive that looks like one.
    if (!sync_file(arriving + "/" + name)) return false;
    std::filesystem::rename(arriving + "/" + name, store_.archives() + "/" + name, failed);
    std::filesystem::remove_all(arriving, failed);
    return has_archive(name);
}

bool Apt::fetch(const std::vector<Package>& packages, const std::string& version) const {
    return std::all_of(packages.begin(), packages.end(),
                       [&](const Package& each) { return fetch_one(each, version); });
}

bool Apt::fetch(const std::vector<Package>& packages) const {
    return std::all_of(packages.begin(), packages.end(),
                       [&](const Package& each) { return fetch_one(each, each.version); });
}

void Apt::settle() const {
    // Such a package cannot be configured, and apt does not unpack a version again that it takes for
    // installed.
    for (const auto& each : installed())
        if (const auto name = archive_name(each, each.version); each.torn && has_archive(name))
            logged({"dpkg", "--force-confdef", "--force-confold", "--unpack", name}, store_.archives());
    logged({"dpkg", "--force-confdef", "--force-confold", "--configure", "--pending"});
}

Ran Apt::install_archives(const std::vector<std::string>& archives, bool directly) const {
    std::vector<std::string> arguments{"apt-get",
                                       "-q",
                                       "-y",
                                       "--allow-downgrades",
                                       "--no-install-recommends",
                                       "--no-remove",
                                       "-o",
                                       "DPkg::Lock::Timeout=120",
                                       "-o",
                                       "Dpkg::Use-Pty=0",
                                       "-o",
                                       "Dpkg::Options::=--force-confdef",
                                       "-o",
                                       "Dpkg::Options::=--force-confold",
                                       "install"};
    for (const auto& each : archives) arguments.push_back("./" + each);
    auto ran = logged(arguments, store_.archives());
    if (ran.code == 0 || !directly) return ran;
    std::vector<std::string> by_dpkg{"dpkg", "--force-confdef", "--force-confold", "--install"};
    by_dpkg.insert(by_dpkg.end(), archives.begin(), archives.end());
    auto second = logged(by_dpkg, store_.archives());
    second.errors = ran.output + ran.errors + second.errors;
    return second;
}

Ran Apt::install(const std::vector<Package>& packages, const std::string& version, bool directly) const {
    std::vector<std::string> archives;
    archives.reserve(packages.size());
    for (const auto& each : packages) archives.push_back(archive_name(each, version));
    return install_archives(archives, directly);
}

Ran Apt::install(const std::vector<Package>& packages, bool directly) const {
    std::vector<std::string> archives;
    archives.reserve(packages.size());
    for (const auto& each : packages) archives.push_back(archive_name(each, each.version));
    return install_archives(archives, directly);
}

void Apt::keep_only(const std::vector<std::string>& archives) const {
    std::error_code failed;
    for (const auto& each : paths_in(store_.archives()))
        if (std::find(archives.begin(), archives.end(), each.filename()) == archives.end())
            std::filesystem::remove(each, failed);
}

}  // namespace tillpoints::update
