#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/outbound/destination.hpp"

/// Which servers are called for browsers. A browser's page names the address, so whoever has a session could
/// otherwise have the cloud call any server that it reaches. Pure.
namespace tillpoints::cloud {

struct PushServices {
    /// Names of hosts; "*.notify.windows.com" are all hosts below it.
    std::vector<std::string> hosts{"fcm.googleapis.com", "updates.push.services.mozilla.com",
                                   "web.push.apple.com", "*.notify.windows.com"};
    bool loopback = false;  ///< http://127.0.0.1:PORT, too: for tests
};

/// A place at a push service.
struct PushEndpoint {
    Destination service;  ///< without a path
    std::string target;   ///< the path, and the query if there is one
    std::string origin;   ///< as a token names the service
};

inline constexpr std::size_t longest_endpoint = 1024;

/// Nothing unless it is https at one of the services, at the port of https, in printable characters.
std::optional<PushEndpoint> push_endpoint(const PushServices& services, std::string_view url);

/// Is this a host's name as `PushServices::hosts` has it?
bool is_push_host(std::string_view name);

}  // namespace tillpoints::cloud
