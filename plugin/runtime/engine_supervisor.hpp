#pragma once
#include "plugin/runtime/running_engine.hpp"

namespace tillpoints {

/// Keeps an engine running. Something thrown in the middle of a change, because memory or another resource
/// was short, leaves the engine between two states. The engine is discarded then, and another one goes on
/// with what is on the disk, as after a crash of the process. On the library's thread, except for `make`.
class EngineSupervisor {
  public:
    using Moment = Loop::Moment;

    /// `env` has the runtime's ports; all of them outlive this. `started` is called each time that an engine
    /// was started.
    EngineSupervisor(const RuntimeEnv& env, CommandInbox::Options commands, std::function<void()> started)
        : env_(env), commands_(std::move(commands)), started_(std::move(started)) {}

    /// The first engine, before the library's thread runs.
    void make(StoredState stored);
    void start();

    /// Null while another one is being started.
    RunningEngine* engine() { return running_.get(); }
    /// Discards the engine. Allocates nothing and does not throw.
    void discard(Moment now);
    /// Begins to start an engine, if none is there and it is time.
    void tend(Moment now);
    /// When `tend` will have something to do, or `Moment::max()`.
    Moment next() const;

  private:
    void go_on_with(const Result<StoredState>& stored);

    RuntimeEnv env_;
    CommandInbox::Options commands_;
    std::function<void()> started_;
    std::unique_ptr<RunningEngine> running_;
    bool reading_ = false;  ///< what is stored is being read for the next engine
    Moment restart_at_;
    Moment started_at_;
    int failures_ = 0;  ///< in a row
};

/// How long after its failure an engine is started again, if so many have failed before it in a row: at once
/// the first time, later with a growing pause, because what is short now is short for a while.
std::chrono::milliseconds pause_before_restart(int failures);

}  // namespace tillpoints
