#include "plugin/config/endpoint.hpp"

#include <algorithm>
#include <array>

namespace tillpoints {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <class Allowed>
bool consists_of(std::string_view text, Allowed allowed) {
    return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool is_port(std::string_view text) {
    if (text.size() > 5 || !consists_of(text, is_digit)) return false;
    int port = 0;
    for (const char c : text) port = port * 10 + (c - '0');
    return port >= 1 && port <= 65'535;
}

bool is_host(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        return consists_of(text.substr(1, text.size() - 2), [](char c) {
            return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        });
    return text.size() <= 253 && text.front() != '-' && text.front() != '.' &&
           consists_of(text, [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.'; });
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "[::1]") return true;
    return host.starts_with("127.") && consists_of(host, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_path(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || is_letter(c) || std::string_view("/-._~%").find(c) != std::string_view::npos;
    });
}

}  // namespace

std::optional<std::string> cloud_base_url(std::string_view text) {
    const bool secure = text.starts_with("https://");
    if (!secure && !text.starts_with("http://")) return {};
    const std::string_view rest = text.substr(secure ? 8 : 7);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view host = rest.substr(0, slash);
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
        if (!is_port(host.substr(colon + 1))) return {};
        host = host.substr(0, colon);
    }
    if (host.empty() || !is_host(host) || !is_path(rest.substr(slash))) return {};
    if (!secure && !is_loopback(host)) return {};
    while (text.ends_with('/')) text.remove_suffix(1);
    return std::string(text);
}

bool is_provider_name(std::string_view text) {
    return text.size() <= 32 &&
           consists_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_key_pin(std::string_view text) {
    return text.size() == 44 && text.back() == '=' && consists_of(text.substr(0, 43), [](char c) {
               return is_digit(c) || is_letter(c) || c == '+' || c == '/';
           });
}

bool is_credential_header(std::string_view text) {
    static constexpr std::array taken{"host",         "connection",        "content-length",
                                      "content-type", "transfer-encoding", "expect"};
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text.size() <= 64 &&
           consists_of(text, [](char c) { return is_digit(c) || is_letter(c) || c == '-'; }) &&
           std::find(taken.begin(), taken.end(), lower) == taken.end();
}

}  // namespace tillpoints
