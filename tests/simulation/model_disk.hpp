#pragma once
#include "plugin/ports/outbox_executor.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// The product's disk in virtual time: what is asked of the outbox takes its turn and its time.
class ModelDisk final : public OutboxExecutor {
  public:
    ModelDisk(const VirtualTime& time, Power& power, Random& random, Faults& faults, Outbox& outbox)
        : time_(time), power_(power), random_(random), faults_(faults), outbox_(outbox) {}

    void commit(Batch batch, std::function<void(Result<void>)> done) override;
    void run(std::function<std::function<void()>(Outbox&)> work) override;
    std::string keyed_hash(std::string_view identity) const override { return outbox_.keyed_hash(identity); }

    /// What was queued is lost with the power.
    void restart() { free_at_ = time_.now(); }

  private:
    std::chrono::milliseconds take_turn();

    const VirtualTime& time_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    Outbox& outbox_;
    Timestamp free_at_;
};

}  // namespace tillpoints::simulation
