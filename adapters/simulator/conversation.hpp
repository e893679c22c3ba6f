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

/// The plugin broke the promise of its interface: no reply by the deadline, two replies, or no JSON.
struct BrokenPromise : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How long one event took.
struct Latency {
    std::string event;
    std::string status;
    std::chrono::microseconds reply{};   ///< from submit to the reply
    std::chrono::microseconds submit{};  ///< until submit returned
};

/// Events out, replies in, one after the other as a register with one cashier does it.
class Conversation {
  public:
    /// `deadline` zero: the plugin's own. `trace` may be null; it receives every event and reply as a JSON
    /// line.
    Conversation(std::unique_ptr<Plugin> plugin, std::chrono::milliseconds deadline, std::ostream* trace);
    ~Conversation();
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// Submits and waits. Adds `v`. Throws BrokenPromise.
    Json ask(const std::string& event, Json members);
    /// Submits and does not wait: for a register that dies before the answer comes.
    void shout(const std::string& event, Json members);

    /// Everything measured since the last call.
    std::vector<Latency> take_latencies();
    /// Replies beyond the one each event is owed.
    int surplus_replies() const;

    Plugin& plugin() { return *plugin_; }

  private:
    struct Pending;
    Pending& submit(const std::string& event, Json members);

    std::chrono::milliseconds deadline_;
    std::ostream* trace_;
    std::vector<std::unique_ptr<Pending>> pending_;  // outlives the plugin, which may still answer
    std::unique_ptr<Plugin> plugin_;
    std::vector<Latency> latencies_;
};

}  // namespace tillpoints::simulator
