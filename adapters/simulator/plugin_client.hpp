#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/simulator/plugin_library.hpp"

namespace tillpoints::simulator {

using Json = nlohmann::ordered_json;

/// The plugin violated the contract of its interface: no reply by the deadline, two replies, or no JSON.
struct ContractViolation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How long one event took.
struct Latency {
    std::string event;
    std::string status;
    std::chrono::microseconds reply{};   ///< from submit to the reply
    std::chrono::microseconds submit{};  ///< until submit returned
};

/// Submits events and waits for their replies one after another, as a register with one cashier does.
class PluginClient {
  public:
    /// `deadline` zero: the plugin's own. `trace` may be null; it receives every event and reply as a JSON
    /// line.
    PluginClient(std::unique_ptr<Plugin> plugin, std::chrono::milliseconds deadline, std::ostream* trace);
    ~PluginClient();
    PluginClient(const PluginClient&) = delete;
    PluginClient& operator=(const PluginClient&) = delete;

    /// Submits and waits. Adds `v`. Throws ContractViolation.
    Json ask(const std::string& event, const Json& members);
    /// Submits and does not wait, for a register that is killed before the reply arrives.
    void submit_only(const std::string& event, const Json& members);

    /// Everything measured since the last call.
    std::vector<Latency> take_latencies();
    /// Replies beyond the first of each event.
    int surplus_replies() const;

    Plugin& plugin() { return *plugin_; }

  private:
    struct Pending;
    Pending& submit(const std::string& event, const Json& members);

    std::chrono::milliseconds deadline_;
    std::ostream* trace_;
    std::vector<std::unique_ptr<Pending>> pending_;  // outlives the plugin, which may still answer
    std::unique_ptr<Plugin> plugin_;
    std::vector<Latency> latencies_;
};

}  // namespace tillpoints::simulator
