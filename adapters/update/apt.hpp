#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/update/packages.hpp"
#include "adapters/update/program.hpp"
#include "adapters/update/store.hpp"

namespace tillpoints::update {

/// apt and dpkg for the packages of one source. What they print goes to the store's log.
class Apt {
  public:
    explicit Apt(const Store& store) : store_(store) {}

    /// Fetches the lists of packages; apt refuses what the pinned key has not signed.
    Ran refresh() const;
    std::vector<Package> installed() const;
    std::optional<std::string> candidate() const;

    /// True if each package's archive in this version can be had, without fetching it.
    bool can_have(const std::vector<Package>& packages, const std::string& version) const;
    bool can_have(const std::vector<Package>& packages) const;
    /// Puts the archives into the store: they are there already, lie in apt's own cache, or are fetched and
    /// verified by apt.
    bool fetch(const std::vector<Package>& packages, const std::string& version) const;
    /// Those of the versions that the packages have.
    bool fetch(const std::vector<Package>& packages) const;

    /// Ends what a cut left half done in dpkg's database, with the archives of the store where it was
    /// unpacking.
    void settle() const;
    /// Installs from the archives of the store, whether they are newer or older. `directly`: by dpkg if apt
    /// refuses, which it does where packages are in disorder or one is held.
    Ran install(const std::vector<Package>& packages, const std::string& version, bool directly) const;
    Ran install(const std::vector<Package>& packages, bool directly) const;

    /// Deletes the archives of other versions than these.
    void keep_only(const std::vector<std::string>& archives) const;

  private:
    Ran logged(const std::vector<std::string>& arguments, const std::string& folder = {}) const;
    bool has_archive(const std::string& name) const;
    bool can_have_one(const Package& package, const std::string& version) const;
    bool fetch_one(const Package& package, const std::string& version) const;
    Ran install_archives(const std::vector<std::string>& archives, bool directly) const;

    const Store& store_;
};

}  // namespace tillpoints::update
