#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace tillpoints::simulator {

/// Where a plain HTTP server listens and the bearer token it wants.
struct LoopbackServer {
    std::string host;
    std::string port;
    std::string token;
};

/// Reads "http://127.0.0.1:8080" and a token file. Throws std::runtime_error.
LoopbackServer loopback_server(const std::string& url, const std::string& token_file);

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

/// One request on a connection of its own: POST with a body of JSON, GET without one. Nothing comes back
/// where there was no answer in time, or where the host is not a loopback address.
std::optional<HttpAnswer> ask_loopback(const LoopbackServer& server, const std::string& path,
                                       const std::string& body, std::chrono::milliseconds timeout);

}  // namespace tillpoints::simulator
