#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "process.hpp"

namespace tillpoints::test {

using Json = nlohmann::json;

struct Shopper {
    std::string uid;
    std::string phone;
};

/// A reference cloud as a process of its own, over TLS, electronics programme with the members of
/// `programme` in the place of its own. Its port stays the same when it comes back. It holds each of its
/// answers against the protocol's description; what is not as described fails the test when the process ends.
class Cloud {
  public:
    explicit Cloud(std::vector<std::string> switches = {}, const Json& programme = {});
    ~Cloud();

    void start();
    void die();  ///< SIGKILL
    void exchange_key(
        const std::string& key);  ///< the cloud comes back with another API key, in the same file
    void freeze();                ///< SIGSTOP: connections stand, nothing answers
    void thaw();                  ///< SIGCONT
    void turn(const Json& switches);

    /// A customer with 500 points of welcome.
    Shopper join(const std::string& phone);
    /// A fresh app code of the customer.
    std::string code_of(const Shopper& shopper);
    /// A plastic card of the customer: its code stays.
    std::string card_of(const Shopper& shopper);
    /// The cloud's own time goes on at once.
    void pass(std::chrono::hours time);
    Json ledger();
    /// Requests of tills since the last call of `forget_requests`, by name; the settings' probes left out.
    std::map<std::string, int> requests();
    int request_count();
    int requests_for_settings();
    void forget_requests();

    std::uint16_t port() const { return port_; }
    std::uint16_t office_port() const { return office_port_; }
    std::string token_file() const { return folder_ / "backoffice.token"; }
    /// A plugin's configuration for this cloud.
    Json config(const std::string& data_directory, const Json& timing) const;

  private:
    Json office(const std::string& method, const std::string& path, const Json& body = {});
    std::map<std::string, int> counted();

    Folder folder_;
    std::vector<std::string> switches_;
    std::unique_ptr<Process> process_;
    std::uint16_t port_ = 0;
    std::uint16_t office_port_ = 0;
    std::map<std::string, int> before_;
};

}  // namespace tillpoints::test
