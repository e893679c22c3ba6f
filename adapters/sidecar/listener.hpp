#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "adapters/sidecar/settings.hpp"
#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// What a request may do because of where it came in.
struct Listener {
    bool unix_socket = false;
    bool network = false;  ///< other machines reach it
    bool by_name = false;
    std::string scheme = "http";
    std::set<std::string> hosts;  ///< "name:port" in small letters, by which clients call this listener
    bool any_literal = false;     ///< also every numeric address, because it listens on all of them
    std::uint16_t port = 0;
};

/// The listener of a socket that listens on `port`.
Listener listener_of(const ListenAt& at, std::uint16_t port, const Settings& settings,
                     const std::string& own_name);

/// Why a request is refused that was made for another host: by a name that was turned to this machine to get
/// past the browser. Pure.
std::optional<HttpAnswer> refusal_of_host(const Listener& listener, const HttpRequest& head);

/// Why a request is refused at this listener, whoever sends it: it was made for another host, or by a page of
/// another origin. Pure.
std::optional<HttpAnswer> refusal_at(const Listener& listener, const HttpRequest& head);

}  // namespace tillpoints::sidecar
