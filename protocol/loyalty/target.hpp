#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tillpoints::loyalty {

/// Every byte but unreserved ones as %XX, so that the '+' of a phone survives.
std::string percent_encode(std::string_view text);

/// %XX back to bytes; a '+' stays a '+', since phones arrive both ways. Nothing on a broken escape.
std::optional<std::string> percent_decode(std::string_view text);

/// A request target taken apart: "/operations/7/?max=5" has the segments "operations", "7" and one parameter.
struct Target {
    std::vector<std::string> segments;
    std::vector<std::pair<std::string, std::string>> query;

    const std::string* parameter(std::string_view name) const;
};

/// Tolerates trailing slashes. Nothing when it does not begin with '/', holds a broken escape, or bytes that
/// are no UTF-8 text or a zero.
std::optional<Target> parse_target(std::string_view target);

}  // namespace tillpoints::loyalty
