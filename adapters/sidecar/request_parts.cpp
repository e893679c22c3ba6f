#include "adapters/sidecar/request_parts.hpp"

#include <algorithm>
#include <charconv>

namespace tillpoints::sidecar {

std::string_view path_of(const HttpRequest& request) {
    return std::string_view(request.target).substr(0, request.target.find('?'));
}

std::optional<std::string_view> parameter_of(const HttpRequest& request, std::string_view name) {
    const auto mark = request.target.find('?');
    if (mark == std::string::npos) return {};
    auto rest = std::string_view(request.target).substr(mark + 1);
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find('&'));
        rest = part.size() == rest.size() ? std::string_view() : rest.substr(part.size() + 1);
        const auto equals = part.find('=');
        if (part.substr(0, equals) == name)
            return equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    }
    return {};
}

std::string_view bearer_token(const HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto value = header_of(request.headers, "Authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
}

std::string_view named_terminal(const HttpRequest& request) {
    const auto header = header_of(request.headers, "Tillpoints-Terminal");
    return header.empty() ? parameter_of(request, "terminal").value_or("") : header;
}

bool is_idempotency_key(std::string_view key) {
    return !key.empty() && key.size() <= 128 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c >= '!' && c <= '~'; });
}

std::optional<std::uint64_t> whole_number(std::string_view digits) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return {};
    return number;
}

}  // namespace tillpoints::sidecar
