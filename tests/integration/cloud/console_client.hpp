#pragma once
#include "cloud_process.hpp"

namespace tillpoints::cloud::test {

/// Runs `account` with a line on its standard input. `where` names the database: "--data DIR".
Finished run_account(const std::string& where, const std::string& words, const std::string& line = {});

/// A browser at the console of a cloud that was started with `--console 127.0.0.1:0`. Throws
/// std::runtime_error if there is no answer, or a sign-in is refused.
class ConsoleClient {
  public:
    /// With a CA file: over TLS.
    explicit ConsoleClient(const DataDirectory& data, const std::string& ca_file = {});

    HttpAnswer send(const std::string& method, const std::string& path, const std::string& body = {});
    /// Takes over the session that a sign-in began.
    void take(const HttpAnswer& answer);
    /// Signs somebody in for the first time, with the second factor.
    void enter(const std::string& login);

    std::string url;
    std::string cookie;
    std::string token;
    std::string secret;  ///< of the second factor

    static constexpr auto password = "correct horse battery";

  private:
    std::string origin_;
    Client client_;
};

}  // namespace tillpoints::cloud::test
