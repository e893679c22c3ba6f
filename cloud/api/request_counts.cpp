#include "cloud/api/request_counts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::array known_words = std::to_array<std::string_view>(
    {"settings", "customers", "find", "operations", "tags", "calc", "reward", "voucher", "refund", "goods",
     "external", "goods-orders", "complete", "code", "change-status", "cancel", "image-upload-url"});
constexpr std::array methods = std::to_array<std::string_view>({"GET", "POST", "PUT", "DELETE"});

bool is_number(const std::string& segment) {
    return !segment.empty() &&
           std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string request_name(const HttpRequest& request) {
    const auto target = loyalty::parse_target(request.target);
    if (!target || target->segments.size() > 3 ||
        std::find(methods.begin(), methods.end(), request.method) == methods.end())
        return "other";
    std::string name = request.method + " ";
    for (const auto& segment : target->segments) {
        const bool word = std::find(known_words.begin(), known_words.end(), segment) != known_words.end();
        if (!word && !is_number(segment)) return "other";
        name += "/" + (word ? segment : "{id}");
    }
    return name;
}

}  // namespace tillpoints::cloud
