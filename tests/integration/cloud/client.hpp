#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "protocol/http.hpp"

namespace tillpoints::cloud::test {

/// Checks every request with its answer; throws if they are not as described.
using AnswerCheck = std::function<void(const HttpRequest&, const HttpAnswer&)>;

/// A small blocking HTTP client over one kept connection; anything that takes longer than ten seconds fails.
class Client {
  public:
    /// With a CA file: TLS, with chain and host name verified. Connects when it is first used.
    Client(std::uint16_t port, std::string ca_file, HttpHeaders headers, AnswerCheck check = {});
    ~Client();
    Client(Client&&) noexcept;

    /// Nothing if the connection ended or could not be made; the next call makes a new one.
    std::optional<HttpAnswer> send(const HttpRequest& request);

    /// Writes bytes as they are and reads until the server closes. Nothing if it did not within ten seconds.
    std::optional<std::string> talk(const std::string& bytes);

    /// Connects and writes, and keeps the connection.
    bool hold(const std::string& bytes);

    int connections() const;  ///< how many were made

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tillpoints::cloud::test
