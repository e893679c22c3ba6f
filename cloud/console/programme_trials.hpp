#pragma once
#include <atomic>
#include <mutex>
#include <thread>

#include "cloud/api/service.hpp"

namespace tillpoints::cloud {

/// Days of which the purchases are played again.
inline constexpr std::chrono::days trial_period{90};

/// How far a trial is.
struct TrialState {
    enum class Phase { running, done, failed };
    std::int64_t id = 0;
    Phase phase = Phase::running;
    std::int64_t done = 0;   ///< operations looked at
    std::int64_t total = 0;  ///< of so many; 0: not counted yet
    Json result;             ///< of a trial that is done
};

/// Plays the purchases of the last days again under a changed programme, on a thread of its own that reads a
/// few of them in each transaction, so that no till waits. One trial at a time; the last one's result is
/// kept. From any thread.
class ProgrammeTrials {
  public:
    /// `service` must outlive it.
    explicit ProgrammeTrials(Service& service) : service_(service) {}
    ~ProgrammeTrials();
    ProgrammeTrials(const ProgrammeTrials&) = delete;
    ProgrammeTrials& operator=(const ProgrammeTrials&) = delete;

    /// The trial's id, which is random, because another process has trials too; nothing while another one
    /// runs.
    std::optional<std::int64_t> start(Programme changed);
    /// Nothing for one that is not known any more.
    std::optional<TrialState> state(std::int64_t id) const;

  private:
    void run(const Programme& changed);
    Json play(const Programme& changed);
    void tell_progress(std::int64_t done, std::int64_t total);

    Service& service_;
    std::atomic<bool> stopped_ = false;
    mutable std::mutex mutex_;  ///< of the next two
    TrialState state_;
    std::thread worker_;
};

}  // namespace tillpoints::cloud
