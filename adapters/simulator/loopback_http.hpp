#pragma once
#include <chrono>
#include <nlohmann/json.hpp>
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
    nlohmann::ordered_json body;  ///< discarded where it is no JSON
};

/// One POST on a connection of its own. Nothing comes back where there was no answer in time.
std::optional<HttpAnswer> post_json(const LoopbackServer& server, const std::string& path,
                                    const nlohmann::ordered_json& body, std::chrono::milliseconds timeout);

}  // namespace tillpoints::simulator
