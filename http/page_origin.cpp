#include "http/page_origin.hpp"

#include <algorithm>
#include <cctype>

namespace tillpoints {
namespace {

constexpr const char* answer_policy = "default-src 'none'; frame-ancestors 'none'";
constexpr const char* page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string in_brackets(const std::string& address) {
    return address.find(':') != std::string::npos && address.front() != '[' ? "[" + address + "]" : address;
}

/// A browser leaves out the port that belongs to the scheme.
std::string with_port(const PageOrigin& origin, std::string_view host) {
    const auto colon = host.rfind(':');
    const bool has_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
    return lower_case(host) + (has_port ? "" : origin.scheme == "https" ? ":443" : ":80");
}

void protect(HttpAnswer& answer, const char* policy) {
    for (const auto& [name, value] : {std::pair{"Content-Security-Policy", policy},
                                      {"X-Frame-Options", "DENY"},
                                      {"X-Content-Type-Options", "nosniff"},
                                      {"Referrer-Policy", "no-referrer"},
                                      {"Cross-Origin-Opener-Policy", "same-origin"},
                                      {"Cross-Origin-Resource-Policy", "same-origin"}})
        answer.headers.emplace_back(name, value);
}

}  // namespace

bool is_loopback_address(std::string_view address) {
    return address == "::1" || address == "[::1]" || address == "localhost" || address.starts_with("127.");
}

PageOrigin page_origin(bool tls, const std::string& address, std::uint16_t port,
                       const std::vector<std::string>& names) {
    PageOrigin origin{tls ? "https" : "http", {}};
    const auto add = [&](const std::string& host) {
        origin.hosts.insert(lower_case(in_brackets(host)) + ":" + std::to_string(port));
    };
    add(address);
    if (is_loopback_address(address))
        for (const auto* name : {"localhost", "127.0.0.1", "::1"}) add(name);
    for (const auto& name : names) add(name);
    return origin;
}

bool names_own_host(const PageOrigin& origin, const HttpRequest& request) {
    return origin.hosts.contains(with_port(origin, header_of(request.headers, "Host")));
}

bool comes_from_own_page(const PageOrigin& origin, const HttpRequest& request) {
    const auto site = header_of(request.headers, "Sec-Fetch-Site");
    if (site == "cross-site" || site == "same-site") return false;
    const auto from = header_of(request.headers, "Origin");
    return from.empty() ||
           lower_case(from) == origin.scheme + "://" + lower_case(header_of(request.headers, "Host"));
}

bool is_navigation(const HttpRequest& request) {
    return request.method == "GET" && header_of(request.headers, "Sec-Fetch-Mode") == "navigate" &&
           header_of(request.headers, "Sec-Fetch-Dest") == "document";
}

std::string_view cookie_of(const HttpRequest& request, std::string_view name) {
    auto rest = header_of(request.headers, "Cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return {};
}

std::string session_cookie(std::string_view name, std::string_view value, bool secure) {
    std::string out(name);
    out.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict");
    if (secure) out += "; Secure";
    if (value.empty()) out += "; Max-Age=0";
    return out;
}

void protect_answer(HttpAnswer& answer) {
    protect(answer, answer_policy);
    answer.headers.emplace_back("Cache-Control", "no-store");
}

void protect_page(HttpAnswer& answer) {
    protect(answer, page_policy);
    answer.headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
}

}  // namespace tillpoints
