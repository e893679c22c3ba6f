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
    /// Asks for the status until `reached(status)`; false after `limit`.
    template <class Reached>
    bool wait_until(Reached reached, std::chrono::milliseconds limit) const {
        const auto due = std::chrono::steady_clock::now() + limit;
        for (;;) {
            if (reached(status())) return true;
            if (std::chrono::steady_clock::now() > due) return false;
            rest();
        }
    }
    /// Asks until the link to the cloud is up. Fails after ten seconds.
    void wait_online() const;
    Json entries_of(const std::string& receipt) const;
    /// Asks until nothing is pending or settling; returns how long that took. Fails after `limit`.
    std::chrono::milliseconds wait_settled(std::chrono::seconds limit = std::chrono::seconds(20)) const;

  private:
    /// Between two questions for the status: the C interface tells it only when asked, and asking without a
    /// pause would keep the library's threads from their work.
    static void rest();

    std::string key_;
    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
    std::chrono::microseconds waited_{};
};

}  // namespace tillpoints::test
