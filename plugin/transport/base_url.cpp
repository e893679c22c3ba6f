#include "plugin/transport/base_url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace tillpoints {
namespace {

Problem problem(std::string expected, std::string found = {}) {
    return {Errc::invalid_value, "base_url", std::move(expected), std::move(found)};
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

bool is_path_character(char c) {
    return c > ' ' && c < '\x7f' && c != '?' && c != '#' && c != '\\';
}

/// Fills is_address and is_loopback; false if a bracketed host is not an IPv6 address.
bool classify(BaseUrl& url, bool bracketed) {
    in_addr v4{};
    in6_addr v6{};
    if (bracketed) {
        if (inet_pton(AF_INET6, url.host.c_str(), &v6) != 1) return false;
        url.is_address = true;
        url.is_loopback = IN6_IS_ADDR_LOOPBACK(&v6);
    } else if (inet_pton(AF_INET, url.host.c_str(), &v4) == 1) {
        url.is_address = true;
        url.is_loopback = (ntohl(v4.s_addr) >> 24) == 127;
    } else {
        url.is_loopback = url.host == "localhost";
    }
    return true;
}

bool is_port(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 65535;
}

}  // namespace

Result<BaseUrl> parse_base_url(std::string_view text) {
    BaseUrl url;
    if (text.starts_with("https://")) {
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        url.tls = false;
        text.remove_prefix(7);
    } else {
        return problem("https://host[:port][/path]");
    }
    const auto slash = std::min(text.find('/'), text.size());
    auto authority = text.substr(0, slash);
    url.path = std::string(text.substr(slash));
    while (url.path.ends_with('/')) url.path.pop_back();
    if (!std::all_of(url.path.begin(), url.path.end(), is_path_character))
        return problem("a path without query, fragment or white space");

    const bool bracketed = authority.starts_with('[');
    const auto host_end = bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (host_end == authority.npos) return problem("a closing ']' after an IPv6 address");
    url.host = std::string(authority.substr(bracketed ? 1 : 0, host_end - (bracketed ? 1 : 0)));
    auto rest = authority.substr(host_end + (bracketed ? 1 : 0));
    if (url.host.empty() || url.host.size() > 253) return problem("a host name");
    if (!bracketed && !std::all_of(url.host.begin(), url.host.end(), is_name_character))
        return problem("a host name of letters, digits, '-' and '.'");
    if (!classify(url, bracketed)) return problem("an IPv6 address between the brackets");

    const std::string usual = url.tls ? "443" : "80";
    if (!rest.empty() && (!rest.starts_with(':') || !is_port(rest.substr(1))))
        return problem("a port from 1 to 65535 after the host");
    url.port = rest.empty() ? usual : std::string(rest.substr(1));
    url.authority = bracketed ? "[" + url.host + "]" : url.host;
    if (url.port != usual) url.authority += ":" + url.port;
    if (!url.tls && !url.is_loopback) return problem("https:// (http:// only to this machine)", "http://");
    return url;
}

}  // namespace tillpoints
