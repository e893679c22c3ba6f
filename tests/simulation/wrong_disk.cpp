#include "tests/simulation/wrong_disk.hpp"

#include <algorithm>

namespace tillpoints::simulation {
namespace {

bool is_sent(const OutboxEntry& entry) {
    return entry.state == EntryState::sent || entry.state == EntryState::reversal_sent;
}

class HastyExecutor final : public OutboxExecutor {
  public:
    HastyExecutor(Mutation mutation, OutboxExecutor& disk, Power& power)
        : mutation_(mutation), disk_(disk), power_(power) {}

    void commit(Batch batch, std::function<void(Result<void>)> done) override {
        if (mutation_ == Mutation::sync_nothing) {
            batch.durability = Durability::eventual;
            return disk_.commit(std::move(batch), std::move(done));
        }
        const bool hasty = mutation_ == Mutation::confirm_before_sync ||
                           std::any_of(batch.entries.begin(), batch.entries.end(), is_sent);
        if (!hasty) return disk_.commit(std::move(batch), std::move(done));
        power_.later({}, [done = std::move(done)] { done(Result<void>()); });
        disk_.commit(std::move(batch), [](const Result<void>&) {});
    }
    void run(std::function<std::function<void()>(Outbox&)> work) override { disk_.run(std::move(work)); }
    std::string keyed_hash(std::string_view identity) const override { return disk_.keyed_hash(identity); }

  private:
    Mutation mutation_;
    OutboxExecutor& disk_;
    Power& power_;
};

}  // namespace

std::unique_ptr<OutboxExecutor> wrong_disk(Mutation mutation, OutboxExecutor& disk, Power& power) {
    if (mutation != Mutation::confirm_before_sync && mutation != Mutation::send_before_store &&
        mutation != Mutation::sync_nothing)
        return nullptr;
    return std::make_unique<HastyExecutor>(mutation, disk, power);
}

}  // namespace tillpoints::simulation
