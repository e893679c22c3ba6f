#pragma once
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "../cloud/client.hpp"
#include "../plugin/cloud.hpp"

namespace tillpoints::test {

/// tillpointsd as a separate process, with its state in a temporary folder. Every answer that `ask` gets is
/// held against protocol/sidecar-openapi.json; one that is not as described fails the test.
class Sidecar {
  public:
    /// The sockets that `listen` of the configuration has, in this order.
    enum Socket { by_token, by_name, with_tls, unix_by_name };

    /// `timing`: of the plugin. `config`: members of the daemon's configuration that replace the usual ones.
    explicit Sidecar(const Cloud& cloud, std::vector<std::string> terminals = {"till-1", "till-2"},
                     const Json& timing = Json::object(), const Json& config = Json::object());

    /// Starts and waits until it is ready.
    void start(const std::vector<std::string>& before = {});
    /// SIGTERM; the exit status.
    int stop();
    void kill();
    /// Replaces members of the configuration and sends SIGHUP.
    void reload(const Json& config);
    void signal(int number) { process_->signal(number); }
    bool runs() { return process_->runs(); }
    /// What a command of the program prints, such as {"token", "till-1"}.
    std::string command(const std::vector<std::string>& words);
    /// What the technician's tool prints. Fails the test if it does not end well.
    std::string tool(std::vector<std::string> words);
    void write_config(const Json& config);
    Json& config() { return config_; }

    /// An employee of the pages; a running daemon hears of it at `reload`.
    void employ(const std::string& name, const std::string& role, const std::string& pin);
    /// Signs in at the pages; the cookie and the page's token, as headers of later requests.
    HttpHeaders sign_in(Socket socket, const std::string& name, const std::string& pin);

    std::uint16_t port(Socket socket);
    std::string token(const std::string& terminal);
    std::string socket_path() const { return folder_ / "api.sock"; }
    std::string state(const std::string& name) const { return folder_ / "state/" + name; }
    std::string file(const std::string& name) const { return folder_ / name; }
    std::string log() const { return read_file(folder_ / "daemon.log"); }
    std::string config_file() const { return folder_ / "daemon.json"; }

    /// A client of one socket; by name it is that of the terminal.
    cloud::test::Client client(Socket socket, HttpHeaders headers);
    cloud::test::Client client_of(const std::string& terminal);

    /// The ledger's verdict on a day that was played at the terminal.
    std::string verdict(const Cloud& cloud, const std::string& terminal, const std::string& fiscal);

  private:
    Folder folder_;
    Json config_;
    std::unique_ptr<Process> process_;
    std::map<std::string, std::string> tokens_;
};

/// What the clients of this process were answered so far, as "POST /v1/events 422 key_reused".
std::set<std::string> answers_seen();

/// Every answer that protocol/sidecar-openapi.json names, as `answers_seen` writes it.
std::set<std::string> described_answers();

HttpRequest event_request(Json event, const std::string& key = "", std::uint32_t deadline_ms = 0);
Json body_of(const std::optional<HttpAnswer>& answer);
std::string code_of(const std::optional<HttpAnswer>& answer);
/// An event of EVENTS.md.
Json opening(const std::string& receipt);
Json closing(const std::string& receipt, std::int64_t total = 10'000);

}  // namespace tillpoints::test
