#include "cloud/service/request_counts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::array<std::string_view, 9> known{"settings", "customers", "find",    "operations", "tags",
                                                "calc",     "reward",    "voucher", "refund"};

bool is_number(const std::string& segment) {
    return !segment.empty() &&
           std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string request_name(const HttpRequest& request) {
    const auto target = loyalty::parse_target(request.target);
    if (!target || target->segments.size() > 3 || (request.method != "GET" && request.method != "POST"))
        return "other";
    std::string name = request.method + " ";
    for (const auto& segment : target->segments) {
        const bool word = std::find(known.begin(), known.end(), segment) != known.end();
        if (!word && !is_number(segment)) return "other";
        name += "/" + (word ? segment : "{id}");
    }
    return name;
}

}  // namespace tillpoints::cloud
