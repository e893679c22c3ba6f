#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"

/// Where the members of a JSON text stand in it, for a person with an editor. Pure.
namespace tillpoints {

/// A member of an object or an item of an array.
struct MemberPlace {
    std::string where;  ///< as problems name it: "cloud.pins[1]"
    std::size_t line;   ///< from 1: where its name, or the item, begins
    /// The bytes of its name with the quotation marks; none for an item.
    std::size_t name_at = 0;
    std::size_t name_size = 0;
};

/// Every member and item, in the order of the text. Of a text that is not JSON, those up to the place where
/// it stops being so.
std::vector<MemberPlace> member_places(std::string_view text);

/// "cloud.pins[1]" lies in "cloud.pins", that in "cloud", that in "", the document.
std::string_view container_of(std::string_view where);

/// The line of the member, or of what holds it if it is missing itself; 1 for the document.
std::size_t line_of(std::string_view where, const std::vector<MemberPlace>& places);

/// The problem of a text that `parse_json` refused, with line and column instead of a count of bytes, and
/// with the whole place of a name that stands there twice.
struct TextProblem {
    Problem problem;
    std::size_t line;
};
TextProblem text_problem(Problem refused, std::string_view text);

}  // namespace tillpoints
