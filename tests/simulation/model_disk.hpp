#pragma once
#include "plugin/ports/outbox_executor.hpp"
#include "plugin/ports/outbox_jobs.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// The product's disk in virtual time: what is asked of the outbox takes its turn and its time,
/// and batches that wait together are committed together.
class ModelDisk final : public OutboxExecutor {
  public:
    ModelDisk(Power& power, Random& random, Faults& faults, Outbox& outbox)
        : power_(power), random_(random), faults_(faults), outbox_(outbox) {}

    void commit(Batch batch, std::function<void(Result<void>)> done) override;
    void run(std::function<std::function<void()>(Outbox&)> work) override;
    std::string keyed_hash(std::string_view identity) const override { return outbox_.keyed_hash(identity); }

    /// What was queued is lost with the power.
    void restart();

  private:
    void give(std::unique_ptr<OutboxJob> job);
    void take_turn();
    std::chrono::milliseconds turn_takes();

    Power& power_;
    Random& random_;
    Faults& faults_;
    Outbox& outbox_;
    OutboxJobs waiting_;
    bool busy_ = false;
};

}  // namespace tillpoints::simulation
