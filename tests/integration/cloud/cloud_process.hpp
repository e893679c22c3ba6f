#pragma once
#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "client.hpp"
#include "protocol/json.hpp"
#include "protocol/loyalty/wire.hpp"
#include "started.hpp"

namespace tillpoints::cloud::test {

/// A directory that is removed with the test.
struct DataDirectory {
    DataDirectory();
    ~DataDirectory();
    DataDirectory(const DataDirectory&) = delete;
    std::string read(const std::string& file) const;
    std::string path;
};

/// The checked cloud as a process of its own, over TLS, with its back office. It checks each of its answers
/// against the protocol's description; a violation fails the test when the process ends.
class CloudProcess {
  public:
    explicit CloudProcess(const DataDirectory& data, std::vector<std::string> arguments = {});
    ~CloudProcess();

    /// kill -9.
    void kill();
    /// SIGTERM; the exit status.
    int stop();

    /// A terminal; every answer it gets is checked against the protocol's description.
    Client client() const { return client_with({{"Authorization", credential}}); }
    /// The same with these headers and without the credential.
    Client client_with(HttpHeaders headers) const;
    /// A terminal for answers that a fault changes on their way.
    Client unchecked_client() const;
    Client office() const;
    std::uint16_t port() const { return port_; }
    std::uint16_t office_port() const { return office_port_; }
    pid_t pid() const { return pid_; }
    std::string ca_file() const { return plain_ ? "" : data_.path + "/ca.pem"; }

    /// Of company 42: base64 needs no writing out when the tests' key is fixed.
    static constexpr auto credential = "Basic NDI6aW50ZWdyYXRpb24ta2V5";

    /// Sets variants and switches, by the back office.
    void set_switch(const Json& switches) const;
    /// A customer with 500 points of welcome: {uid, participant, phone, code}.
    Json join(const std::string& name, const std::string& phone = {}) const;
    std::string code_of(const Json& customer) const;
    /// The code of a certificate of this many points, given by hand.
    std::string certificate_of(const Json& customer, int points) const;
    /// The id of the tag of this name.
    std::int64_t tag(const std::string& name) const;
    /// An order in the app of `items` (JSON), picked up at a branch.
    Json order(const Json& customer, const std::string& items, const std::string& branch,
               const std::string& points = "0") const;
    /// From now on the customer is refused with every identification.
    void block(const Json& customer) const;
    /// The customer's answer to an order: agree, decline or pay.
    void answer_order(const Json& order, const std::string& action) const;
    Json ledger() const;
    /// How many requests of terminals came, by name.
    std::map<std::string, int> requests() const;

  private:
    Json post(const std::string& path, const Json& body) const;

    const DataDirectory& data_;
    pid_t pid_ = -1;
    bool plain_ = false;
    std::uint16_t port_ = 0;
    std::uint16_t office_port_ = 0;
};

/// Sends a call and reads its answer as the protocol's; nothing if the connection ended.
std::optional<Result<loyalty::Answer>> ask(Client& client, const loyalty::Call& call);

/// The same where an answer of this kind must come.
template <class T>
T expect(Client& client, const loyalty::Call& call) {
    return std::get<T>(ask(client, call).value().value());
}

loyalty::CreateOperation purchase(loyalty::Identity who, std::int64_t minor, std::int64_t points = 0,
                                  std::string number = {});

}  // namespace tillpoints::cloud::test
