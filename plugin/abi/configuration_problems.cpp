#include "plugin/abi/configuration_problems.hpp"

#include "plugin/abi/guard.hpp"
#include "plugin/config/places.hpp"

namespace tillpoints::abi {
namespace {

constexpr std::string_view position = "line ";

/// A text that is no JSON names its line already.
std::size_t line_in(const Problem& problem, const std::vector<MemberPlace>& places) {
    // Behind the setting's name may stand the file that it names.
    const auto where = std::string_view(problem.where).substr(0, problem.where.find(' '));
    if (!problem.where.starts_with(position)) return line_of(where, places);
    std::size_t line = 0;
    for (const char c : problem.where.substr(position.size())) {
        if (c < '0' || c > '9') break;
        line = line * 10 + static_cast<std::size_t>(c - '0');
    }
    return line;
}

}  // namespace

Json problems_json(const Problems& problems, std::string_view text) {
    const auto places = problems.empty() ? std::vector<MemberPlace>() : member_places(text);
    Json array = Json::array();
    for (const auto& problem : problems)
        array.push(problem_json(problem).set("line", line_in(problem, places)));
    return Json::object({{"problems", std::move(array)}});
}

Json problems_json(const std::vector<PlacedProblem>& problems) {
    Json array = Json::array();
    for (const auto& [place, problem] : problems) {
        Json json = problem_json(problem);
        json.set("message", PlacedProblem{place, problem}.sentence()).set("file", place.file);
        if (place.line != 0) json.set("line", place.line);
        array.push(std::move(json));
    }
    return Json::object({{"problems", std::move(array)}});
}

}  // namespace tillpoints::abi
