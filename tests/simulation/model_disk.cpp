#include "tests/simulation/model_disk.hpp"

namespace tillpoints::simulation {
namespace {

constexpr int stall_permille = 2;  // in a thousand pieces of work
constexpr int quiet_permille = 100;

}  // namespace

std::chrono::milliseconds ModelDisk::take_turn() {
    auto takes = random_.ms(1, 6);
    if (faults_.strike(Fault::disk_stall, stall_permille)) takes += random_.ms(1'000, 6'000);
    free_at_ = std::max(free_at_, time_.now()) + takes;
    return free_at_ - time_.now();
}

void ModelDisk::commit(Batch batch, std::function<void(Result<void>)> done) {
    run([batch = std::move(batch), done = std::move(done)](Outbox& outbox) -> std::function<void()> {
        return [done, result = outbox.commit(batch)] { done(result); };
    });
}

void ModelDisk::run(std::function<std::function<void()>(Outbox&)> work) {
    power_.later(take_turn(), [this, work = std::move(work)] {
        const auto then = work(outbox_);
        if (then && power_.on()) then();
        const bool quiet = power_.on() && free_at_ <= time_.now();
        // Seldom, so that a power cut finds commits that are not synced yet.
        if (quiet && random_.chance(quiet_permille)) static_cast<void>(outbox_.tidy());
    });
}

}  // namespace tillpoints::simulation
