#pragma once
#include <optional>
#include <string>

#include "plugin/ports/runtime_env.hpp"
#include "plugin/transport/transport.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// The outbox's value that holds the report of the run that wrote it last.
inline constexpr const char* link_report_name = "link_report";

/// What an operator can learn of the link: its state and since when, why it is down, the settings heard and
/// the clock's difference. It is stored in the outbox when it changes, so that another process can show it.
/// On the library's thread.
class LinkReport {
  public:
    explicit LinkReport(const RuntimeEnv& env) : clock_(env.clock), executor_(env.executor), log_(env.log) {}

    /// What came of a call. The cause of a failure is logged once in words, until a call succeeds.
    void observe(const Outcome& outcome, const CallResult& result);
    /// The link as the sender judges it now: its state in a word, and why it is not online. Stores the report
    /// if anything of it changed.
    void publish(std::string_view state, std::optional<Errc> reason);

    /// {"link":{"state","since","reason","detail"},"settings":{"heard","currency"}|null,
    /// "clock":{"ahead_s"}|null}
    Json json() const;

  private:
    Clock& clock_;
    OutboxExecutor& executor_;
    Log& log_;

    std::string state_ = "unknown";
    std::optional<Timestamp> since_;
    std::optional<Errc> reason_;
    std::string detail_;
    std::optional<Timestamp> settings_heard_;
    std::string currency_;
    std::string stored_;
};

}  // namespace tillpoints
