#include "plugin/ports/outbox_jobs.hpp"

#include <utility>

namespace tillpoints {
namespace {

/// So many batches share a sync at most, so that the first of them does not wait long for the last.
constexpr std::size_t most_together = 16;

struct CommitJob final : OutboxJob {
    CommitJob(Batch the_batch, std::function<void(Result<void>)> whom)
        : batch(std::move(the_batch)), done(std::move(whom)) {}
    void perform(Outbox& outbox) override { result = outbox.commit(batch); }
    void follow() override { done(std::move(result)); }
    const Batch* batch_to_commit() const override { return &batch; }
    void committed() override { result = {}; }

    Batch batch;
    std::function<void(Result<void>)> done;
    /// What the caller is told if a defect ends the commit.
    Result<void> result = Problem{Errc::storage_failed, "outbox", "a batch that can be stored", "a defect"};
};

struct WorkJob final : OutboxJob {
    explicit WorkJob(std::function<std::function<void()>(Outbox&)> the_work) : work(std::move(the_work)) {}
    void perform(Outbox& outbox) override {
        then = work(outbox);
        work = nullptr;
    }
    void follow() override {
        if (then) then();
    }

    std::function<std::function<void()>(Outbox&)> work;
    std::function<void()> then;
};

/// False: nothing was stored.
bool committed_together(OutboxJobs& jobs, Outbox& outbox, const OutboxFailure& failed) {
    bool stored = false;
    const auto attempted = attempt(
        [&] {
            std::vector<const Batch*> batches;
            for (const auto& job : jobs) batches.push_back(job->batch_to_commit());
            stored = outbox.commit_together(batches).has_value();
        },
        failed);
    if (attempted != Attempt::lost && !stored) return false;
    for (auto& job : jobs) {
        job->lost = attempted == Attempt::lost;
        job->committed();
    }
    return true;
}

}  // namespace

std::unique_ptr<OutboxJob> commit_job(Batch batch, std::function<void(Result<void>)> done) {
    return std::make_unique<CommitJob>(std::move(batch), std::move(done));
}

std::unique_ptr<OutboxJob> work_job(std::function<std::function<void()>(Outbox&)> work) {
    return std::make_unique<WorkJob>(std::move(work));
}

OutboxJobs take_next(OutboxJobs& waiting) {
    OutboxJobs jobs;
    do {
        jobs.splice(jobs.end(), waiting, waiting.begin());
    } while (!waiting.empty() && jobs.size() < most_together && jobs.back()->batch_to_commit() &&
             waiting.front()->batch_to_commit());
    return jobs;
}

void perform(OutboxJobs& jobs, Outbox& outbox, const OutboxFailure& failed) {
    if (jobs.size() > 1 && committed_together(jobs, outbox, failed)) return;
    for (auto& job : jobs) job->lost = attempt([&] { job->perform(outbox); }, failed) == Attempt::lost;
}

}  // namespace tillpoints
