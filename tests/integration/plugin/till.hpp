#pragma once
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "tillpoints/extensions.h"

namespace tillpoints::test {

using Json = nlohmann::json;

/// A host of libtillpoints.so, loaded with dlopen for the time this lives.
class Till {
  public:
    explicit Till(const Json& config);
    ~Till();
    Till(const Till&) = delete;
    Till& operator=(const Till&) = delete;

    /// Submits bytes as they are and waits for the one reply, which must come by the deadline.
    Json submit(const std::string& event, std::chrono::milliseconds deadline = std::chrono::seconds(3));
    /// An event with its members.
    Json say(const std::string& event, Json members,
             std::chrono::milliseconds deadline = std::chrono::seconds(3));
    /// How long the last reply took.
    std::chrono::microseconds waited() const { return waited_; }

    Json status() const;
    /// Polls the diagnostics until the way to the cloud is open. Fails after ten seconds.
    void wait_online() const;
    Json entries_of(const std::string& receipt) const;
    /// Polls the diagnostics until nothing is pending or settling; how long that took. Fails after `limit`.
    std::chrono::milliseconds wait_settled(std::chrono::seconds limit = std::chrono::seconds(20)) const;

  private:
    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
    std::chrono::microseconds waited_{};
};

}  // namespace tillpoints::test
