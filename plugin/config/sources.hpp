#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/config/config.hpp"

/// A configuration of several files: `config.json` and its drop-ins. Pure.
namespace tillpoints {

/// A file and what stands in it.
struct ConfigSource {
    std::string file;
    std::string text;
};

struct SourcePlace {
    std::string file;
    std::size_t line = 0;  ///< from 1; 0: the file as a whole
    friend bool operator==(const SourcePlace&, const SourcePlace&) = default;
};

struct PlacedProblem {
    SourcePlace place;
    Problem problem;

    /// One line for a person: "FILE:LINE: cloud.base_url: expected ..., found ... (invalid_value)".
    std::string sentence() const;
};

/// Several files as one document: a later file's members go before an earlier one's, as RFC 7396 says.
/// Objects are merged, other values replaced, and null removes a member. Comments (members that begin with
/// "//") are kept; of two with the same place, the earlier.
struct MergedSources {
    Json document;
    /// By where a member stands ("cloud.base_url"): who stated its value, or removed it. An object is stated
    /// by the first file that has it.
    std::map<std::string, SourcePlace, std::less<>> stated;
    std::vector<PlacedProblem> problems;  ///< texts that cannot be merged; `document` lacks them

    /// Who stated the member, or what holds it if nobody did.
    SourcePlace place_of(std::string_view where) const;
    /// By JSON pointer ("/cloud/base_url"): who stated each value that is not an object.
    std::vector<std::pair<std::string, SourcePlace>> origins() const;
};
/// `sources` must not be empty; the first is the file itself.
MergedSources merge_sources(const std::vector<ConfigSource>& sources);

/// The problems of the document as a configuration, each with its place.
std::vector<PlacedProblem> problems_in(const MergedSources& merged);

}  // namespace tillpoints
