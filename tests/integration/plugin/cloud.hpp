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

struct Customer {
    std::string uid;
    std::string phone;
};

/// A reference cloud as a separate process, over TLS, with the electronics programme, in which members of
/// `programme` replace its own. A restart keeps the port. The process checks its answers against the
/// protocol's description; a violation fails the test when the process ends.
class Cloud {
  public:
    /// A switch that begins with "--" is an option of the program.
    explicit Cloud(std::vector<std::string> switches = {}, const Json& programme = {});
    ~Cloud();

    void start();
    void kill();                               ///< SIGKILL
    void replace_key(const std::string& key);  ///< restarts the cloud with another API key in the same file
    void freeze();                             ///< SIGSTOP: connections stay open, requests get no answer
    void thaw();                               ///< SIGCONT
    void set_switches(const Json& switches);

    /// A customer with 500 welcome points.
    Customer register_customer(const std::string& phone);
    /// A fresh app code of the customer.
    std::string code_of(const Customer& customer);
    /// A plastic card of the customer: its code stays.
    std::string card_of(const Customer& customer);
    /// The customer scans a printed voucher; how many points that gave, in points.
    double collect_voucher(const Customer& customer, const std::string& code);
    /// Advances the cloud's virtual time.
    void advance_time(std::chrono::hours time);
    Json ledger();
    /// Requests of registers since the last call of `forget_requests`, by name, without the settings probes.
    std::map<std::string, int> requests();
    int request_count();
    int requests_for_settings();
    void forget_requests();

    std::uint16_t port() const { return port_; }
    std::uint16_t office_port() const { return office_port_; }
    std::string token_file() const { return folder_ / "backoffice.token"; }
    /// A plugin's configuration for this cloud.
    Json config(const std::string& data_directory, const Json& timing) const;

    /// A call of the back office.
    Json office(const std::string& method, const std::string& path, const Json& body = {});

  private:
    std::map<std::string, int> counted();

    Folder folder_;
    std::vector<std::string> switches_;
    std::unique_ptr<Process> process_;
    std::uint16_t port_ = 0;
    std::uint16_t office_port_ = 0;
    std::map<std::string, int> before_;
};

}  // namespace tillpoints::test
