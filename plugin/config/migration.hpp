#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/config/sources.hpp"

/// Brings a configuration of an older version to the present form. Pure.
namespace tillpoints {

/// A member that has another name now, in the same object.
struct Renaming {
    std::string_view container;  ///< "cloud"; "": the document
    std::string_view from;
    std::string_view to;
};

/// The members of older versions that were renamed, the oldest renaming first. So far none was.
std::span<const Renaming> renamings();

struct RenamedMember {
    SourcePlace place;
    std::string from;  ///< "cloud.url"
    std::string to;
    friend bool operator==(const RenamedMember&, const RenamedMember&) = default;
};

struct Migration {
    std::vector<ConfigSource> written;   ///< files that change, with their new text
    std::vector<std::string> put_aside;  ///< drop-ins that were merged into the file
    std::vector<RenamedMember> renamed;
    std::vector<PlacedProblem> problems;  ///< nothing is to be written if there is one
    std::vector<std::string> unknown;  ///< members that stand in a file and no version up to this one knows
};

/// Renames members in each file, where nothing else of its text changes; with `merge` the first file then
/// takes in the others, with its comments and the order of its members. The problems are those of the result.
Migration migrated(std::vector<ConfigSource> sources, std::span<const Renaming> renamings, bool merge);

}  // namespace tillpoints
