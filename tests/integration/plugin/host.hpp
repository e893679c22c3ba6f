#pragma once
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "tillpoints/extensions.h"

namespace tillpoints::test {

using Json = nlohmann::json;

/// A host of libtillpoints.so, which is loaded with dlopen while this object lives.
class Host {
  public:
    /// `key`: the API key that this host supplies by its extension; empty: it offers no such extension.
    explicit Host(const Json& config, std::string key = {});
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// Submits bytes unchanged and waits for the reply, which must arrive by the deadline.
    Json submit(const std::string& event, std::chrono::milliseconds deadline = std::chrono::seconds(3));
    /// An event with its members.
    Json say(const std::string& event, Json members,
             std::chrono::milliseconds deadline = std::chrono::seconds(3));
    /// How long the last reply took.
    std::chrono::microseconds waited() const { return waited_; }

    Json status() const;
    /// Polls the diagnostics until the link to the cloud is up. Fails after ten seconds.
    void wait_online() const;
    Json entries_of(const std::string& receipt) const;
    /// Polls the diagnostics until nothing is pending or settling; returns how long that took. Fails after
    /// `limit`.
    std::chrono::milliseconds wait_settled(std::chrono::seconds limit = std::chrono::seconds(20)) const;

  private:
    std::string key_;
    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
    std::chrono::microseconds waited_{};
};

}  // namespace tillpoints::test
