#pragma once
#include <string>
#include <vector>

#include "adapters/update/packages.hpp"

/// Whether an update is begun, and whether one that was cut off goes on or back. Pure.
namespace tillpoints::update {

enum class Plan {
    go,
    already,            ///< every package has this version
    not_from_packages,  ///< the tool was not installed as a package, so that apt does not know it
    in_disorder,        ///< a package is unpacked and not configured
    no_candidate,       ///< apt knows no version
    no_archive,         ///< the new version cannot be had for every package
    no_way_back,        ///< the present version cannot be had any more
};

struct Intent {
    std::vector<Package> installed;
    std::string to;
};

/// What can be said before anything is fetched.
Plan plan(const Intent& intent);

/// The same when it is known whether the archives of both versions are at hand.
Plan plan_with(const Intent& intent, bool new_ones, bool old_ones, bool without_way_back);

/// True if every one of these packages is installed and configured in this version.
bool all_have(const std::vector<Package>& installed, const std::string& version);

/// True if the packages are those that an update began with.
bool same_as(const std::vector<Package>& installed, const std::vector<Package>& from);

/// What the packages' own scripts say in apt's output, a sentence a line.
std::vector<std::string> words_of_packages(std::string_view output);

/// True if dpkg's output tells that a package refused because of the database's newer layout.
bool refused_by_layout(std::string_view output);

}  // namespace tillpoints::update
