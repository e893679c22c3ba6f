#pragma once
#include <functional>
#include <vector>

#include "adapters/sidecar/api.hpp"

namespace tillpoints::sidecar {

/// The terminals of the shop: brings what runs in line with the settings. Used on the daemon's thread.
class Fleet {
  public:
    Fleet(const PluginLibrary& library, Post post, std::string run);

    /// Starts the terminals that are new, stops those that are gone, starts changed ones anew, and takes
    /// their tokens.
    void apply(const Settings& settings);
    /// Calls back once every terminal that is starting now has started or failed.
    void when_started(std::function<void()> then);
    /// Starts terminals again whose start failed, each some seconds after it failed.
    void retry_failed(std::chrono::steady_clock::time_point now);
    void stop_all(std::function<void()> then);

    const Terminals& terminals() const { return terminals_; }
    /// Told when a terminal has started, failed or stopped.
    std::function<void(const Terminal&)> on_change = [](const Terminal&) {};

  private:
    void start(const std::shared_ptr<Terminal>& terminal);
    /// `next` begins once the terminal's database is closed.
    void stop(const std::shared_ptr<Terminal>& terminal, std::function<void()> next);
    void settled();

    const PluginLibrary& library_;
    Post post_;
    std::string run_;  ///< tells what pages heard in this run from another's
    Terminals terminals_;
    std::size_t changes_ = 0;   ///< of configurations
    std::size_t changing_ = 0;  ///< terminals that are starting or stopping
    std::vector<std::function<void()>> then_;
    std::chrono::steady_clock::time_point next_retry_;
};

}  // namespace tillpoints::sidecar
