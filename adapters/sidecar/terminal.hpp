#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sidecar/allowance.hpp"
#include "adapters/sidecar/event_journal.hpp"
#include "adapters/sidecar/job_thread.hpp"
#include "adapters/sidecar/plugin_library.hpp"
#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// Hands work to the daemon's thread, from any thread.
using Post = std::function<void(std::function<void()>)>;

/// A terminal of the shop: one instance of the library with its own data. What blocks is done on a thread of
/// its own, so that no terminal waits for another's disk. Used on the daemon's thread.
class Terminal : public std::enable_shared_from_this<Terminal> {
  public:
    enum class State { starting, running, failed, stopped };
    using Done = std::function<void()>;
    using OnStatus = std::function<void(const std::string&)>;

    Terminal(std::string name, Json plugin, const Limits& limits, const PluginLibrary& library, Post post,
             const std::string& run);

    /// Opens the database; `done` when it is open or the attempt failed. A failed start is tried again by
    /// calling it again.
    void start(Done done);
    /// Answers what is pending and closes the database; `done` when that is over.
    void stop(Done done);

    /// As Instance::submit, but `on_reply` is called on the daemon's thread; TILLPOINTS_UNAVAILABLE if it is
    /// not running.
    tillpoints_status submit(const std::string& event, std::uint32_t deadline_ms, Instance::OnReply on_reply);
    /// Does `work` on the terminal's thread, then `done` on the daemon's.
    void run(Done work, Done done);
    /// The library's status as JSON; "null" if there is none. Those who ask meanwhile get the same.
    void ask_status(OnStatus on_status);
    /// The last status that was told.
    const std::string& last_status() const { return last_status_; }

    const std::string& name() const { return name_; }
    const Json& plugin() const { return plugin_; }
    State state() const { return state_; }
    /// Why it does not run; empty if it does.
    const std::string& problem() const { return problem_; }

    std::string token_digest;  ///< of the token; empty: nobody can show one
    Allowance requests;
    Allowance bytes;
    std::size_t in_flight = 0;
    EventJournal journal;

  private:
    std::string name_;
    Json plugin_;
    const PluginLibrary& library_;
    Post post_;
    State state_ = State::stopped;
    std::string problem_;
    std::string last_status_ = "null";
    std::vector<OnStatus> asking_;
    struct Opened;
    std::shared_ptr<Opened> opened_;      ///< what the terminal's thread opened and closes
    std::shared_ptr<Instance> instance_;  ///< the same, while it runs
    JobThread thread_;
};

const char* name_of(Terminal::State state);

}  // namespace tillpoints::sidecar
