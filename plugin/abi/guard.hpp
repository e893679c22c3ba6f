#pragma once
#include <exception>
#include <string>

#include "protocol/json.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::abi {

/// Every function of the C interface runs inside this, so that no exception reaches the host.
template <class Body>
tillpoints_status guarded(Body body) noexcept {
    try {
        return body();
    } catch (...) {
        return TILLPOINTS_INTERNAL;
    }
}

inline bool readable(tillpoints_text text) {
    return text.data != nullptr || text.size == 0;
}

inline std::string_view view(tillpoints_text text) {
    return {text.data ? text.data : "", text.size};
}

inline void tell(tillpoints_report_fn report, void* user, const Json& json) {
    if (!report) return;
    const std::string text = dump(json);
    report(user, {text.data(), text.size()});
}

inline Json problem_json(const Problem& problem) {
    return Json::object({{"code", name_of(problem.code)},
                         {"where", problem.where},
                         {"expected", problem.expected},
                         {"found", problem.found},
                         {"message", problem.sentence()}});
}

/// {"problems":[{"code","where","expected","found","message"}]}
inline Json problems_json(const Problems& problems) {
    Json array = Json::array();
    for (const auto& problem : problems) array.push(problem_json(problem));
    return Json::object({{"problems", std::move(array)}});
}

}  // namespace tillpoints::abi
