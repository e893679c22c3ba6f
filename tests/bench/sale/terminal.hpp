#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "driver.hpp"
#include "tillpoints/extensions.h"

namespace tillpoints::bench {

/// A host of the plugin's library that submits one event after another and waits for each reply.
class Terminal {
  public:
    Terminal(const std::string& library, const std::string& config);
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// `members` is JSON text that begins with a comma, or empty. The reply is valid until the next event.
    const std::string& say(const char* event, const std::string& receipt, const std::string& members);
    /// How long the last reply took.
    Microseconds waited() const { return waited_; }

    /// Asks until nothing is pending or settling, or nothing can be sent because the cloud is not there.
    void wait_settled() const;

  private:
    Json status() const;
    static void take(void* user, tillpoints_text reply);

    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
    std::mutex mutex_;
    std::condition_variable arrived_;
    bool has_reply_ = false;
    std::string reply_;
    Microseconds waited_{};
};

}  // namespace tillpoints::bench
