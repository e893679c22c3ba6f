#include "tests/simulation/model_disk.hpp"

namespace tillpoints::simulation {
namespace {

constexpr int stall_permille = 2;  // in a thousand turns
constexpr int quiet_permille = 100;

/// A model that throws is a defect of the simulation: it ends the day.
void rethrow(const char* what) {
    throw std::runtime_error(what);
}

}  // namespace

std::chrono::milliseconds ModelDisk::turn_takes() {
    auto takes = random_.ms(1, 6);
    if (faults_.strike(Fault::disk_stall, stall_permille)) takes += random_.ms(1'000, 6'000);
    return takes;
}

void ModelDisk::commit(Batch batch, std::function<void(Result<void>)> done) {
    give(commit_job(std::move(batch), std::move(done)));
}

void ModelDisk::run(std::function<std::function<void()>(Outbox&)> work) {
    give(work_job(std::move(work)));
}

void ModelDisk::give(std::unique_ptr<OutboxJob> job) {
    waiting_.push_back(std::move(job));
    if (!busy_) take_turn();
}

void ModelDisk::take_turn() {
    busy_ = true;
    const auto jobs = std::make_shared<OutboxJobs>(take_next(waiting_));
    power_.later(turn_takes(), [this, jobs] {
        perform(*jobs, outbox_, rethrow);
        for (auto& job : *jobs)
            if (power_.on()) job->follow();
        if (!power_.on()) return;
        busy_ = false;
        if (!waiting_.empty()) return take_turn();
        // Seldom, so that a power cut finds commits that are not synced yet.
        if (random_.chance(quiet_permille)) static_cast<void>(outbox_.tidy());
    });
}

void ModelDisk::restart() {
    waiting_.clear();
    busy_ = false;
}

}  // namespace tillpoints::simulation
