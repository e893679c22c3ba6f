#include "adapters/sidecar/listener.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>

#include "adapters/sidecar/answers.hpp"

namespace tillpoints::sidecar {
namespace {

std::string small(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string with_port(const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != std::string::npos && host.front() != '[';
    return small(v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

/// A client leaves out the port that belongs to the scheme.
std::string full_host(const Listener& listener, std::string_view host) {
    const auto colon = host.rfind(':');
    const bool has_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
    return small(host) + (has_port ? "" : listener.scheme == "https" ? ":443" : ":80");
}

bool is_literal(const std::string& host_and_port) {
    auto host = host_and_port.substr(0, host_and_port.rfind(':'));
    in6_addr address{};
    if (host.size() > 2 && host.front() == '[')
        return ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address) == 1;
    return ::inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool knows_host(const Listener& listener, std::string_view given) {
    const auto host = full_host(listener, given);
    if (listener.hosts.contains(host)) return true;
    return listener.any_literal && host.ends_with(":" + std::to_string(listener.port)) && is_literal(host);
}

}  // namespace

Listener listener_of(const ListenAt& at, std::uint16_t port, const Settings& settings,
                     const std::string& own_name) {
    Listener listener;
    listener.by_name = at.by_name;
    listener.unix_socket = !at.unix_path.empty();
    if (listener.unix_socket) return listener;
    listener.scheme = at.tls ? "https" : "http";
    listener.port = port;
    listener.any_literal = at.address == "0.0.0.0" || at.address == "::";
    listener.network = listener.any_literal || !(at.address == "::1" || at.address.starts_with("127."));
    listener.hosts.insert(with_port(at.address, port));
    if (!listener.network || listener.any_literal)
        for (const auto* loopback : {"localhost", "127.0.0.1", "[::1]"})
            listener.hosts.insert(with_port(loopback, port));
    if (listener.network && !own_name.empty()) listener.hosts.insert(with_port(own_name, port));
    for (const auto& host : settings.hosts) listener.hosts.insert(with_port(host, port));
    return listener;
}

std::optional<HttpAnswer> refusal_of_host(const Listener& listener, const HttpRequest& head) {
    if (listener.unix_socket || knows_host(listener, header_of(head.headers, "Host"))) return {};
    return error_answer(403, "foreign_host",
                        "The request is for another host. Call this machine by one of its addresses, or "
                        "add the name to `hosts` in the daemon's configuration.");
}

std::optional<HttpAnswer> refusal_at(const Listener& listener, const HttpRequest& head) {
    if (auto foreign = refusal_of_host(listener, head)) return foreign;
    const auto host = header_of(head.headers, "Host");
    const auto origin = header_of(head.headers, "Origin");
    const auto site = header_of(head.headers, "Sec-Fetch-Site");
    const bool own_page = !listener.unix_socket && small(origin) == listener.scheme + "://" + small(host);
    if ((!origin.empty() && !own_page) || site == "cross-site" || site == "same-site")
        return error_answer(403, "foreign_origin",
                            "The request comes from a page of another origin. Only pages that this daemon "
                            "serves may call it from a browser.");
    return {};
}

}  // namespace tillpoints::sidecar
