#include "tests/simulation/wrong_disk.hpp"

#include <algorithm>

namespace tillpoints::simulation {
namespace {

bool is_sent(const Fact& fact) {
    return fact.state == FactState::sent || fact.state == FactState::reversal_sent;
}

class HastyDisk final : public Disk {
  public:
    HastyDisk(Mutation mutation, Disk& disk, Power& power)
        : mutation_(mutation), disk_(disk), power_(power) {}

    void commit(Batch batch, std::function<void(Result<void>)> done) override {
        const bool hasty = mutation_ == Mutation::confirm_before_sync ||
                           std::any_of(batch.facts.begin(), batch.facts.end(), is_sent);
        if (!hasty) return disk_.commit(std::move(batch), std::move(done));
        power_.later({}, [done = std::move(done)] { done(Result<void>()); });
        disk_.commit(std::move(batch), [](const Result<void>&) {});
    }
    void run(std::function<std::function<void()>(Outbox&)> work) override { disk_.run(std::move(work)); }
    std::string keyed_hash(std::string_view identity) const override { return disk_.keyed_hash(identity); }

  private:
    Mutation mutation_;
    Disk& disk_;
    Power& power_;
};

}  // namespace

std::unique_ptr<Disk> wrong_disk(Mutation mutation, Disk& disk, Power& power) {
    if (mutation != Mutation::confirm_before_sync && mutation != Mutation::send_before_store) return nullptr;
    return std::make_unique<HastyDisk>(mutation, disk, power);
}

}  // namespace tillpoints::simulation
