#include "cloud/api/request_counts.hpp"

#include <algorithm>

#include "protocol/loyalty/shop_calls.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

bool is_number(const std::string& segment) {
    return !segment.empty() &&
           std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Is there a call with this method and path, whatever its body?
bool is_call_of_protocol(const HttpRequest& request) {
    const HttpRequest without_body{request.method, request.target, {}, "{}"};
    if (loyalty::shop_call_of(without_body)) return true;
    const auto call = loyalty::call_of(without_body);
    return call || call.error().code != Errc::not_found;
}

}  // namespace

std::string request_name(const HttpRequest& request) {
    const auto target = loyalty::parse_target(request.target);
    if (!target || !is_call_of_protocol(request)) return "other";
    std::string name = request.method + " ";
    bool free_text = false;
    for (const auto& segment : target->segments) {
        name += "/" + (free_text || is_number(segment) ? "{id}" : segment);
        // The shop's own id follows, or one in letters.
        free_text = segment == "external" || segment == "confirmation";
    }
    return name;
}

}  // namespace tillpoints::cloud
