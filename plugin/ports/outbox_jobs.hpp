#pragma once
#include <functional>
#include <list>
#include <memory>
#include <stdexcept>

#include "plugin/outbox/outbox.hpp"

/// The outbox's work while it waits for its turn. Batches that wait together are committed with one sync.
namespace tillpoints {

/// One piece of work. It brings the memory for its place in the lists, so that moving it allocates nothing.
struct OutboxJob {
    virtual ~OutboxJob() = default;
    /// With the outbox, on its thread.
    virtual void perform(Outbox& outbox) = 0;
    /// Afterwards, on the library's thread.
    virtual void follow() = 0;
    /// What `perform` commits, if that is all it does.
    virtual const Batch* batch_to_commit() const { return nullptr; }
    /// Its batch was committed together with others.
    virtual void committed() {}

    bool lost = false;  ///< it ended with an exception: what it stored is known only to the disk
};
using OutboxJobs = std::list<std::unique_ptr<OutboxJob>>;

std::unique_ptr<OutboxJob> commit_job(Batch batch, std::function<void(Result<void>)> done);
/// What `work` returns follows on the library's thread.
std::unique_ptr<OutboxJob> work_job(std::function<std::function<void()>(Outbox&)> work);

/// Takes the first job out, or all batches in front if it commits one. `waiting` must not be empty.
OutboxJobs take_next(OutboxJobs& waiting);

/// Told what a job threw. Must not throw.
using OutboxFailure = std::function<void(const char*)>;

/// Performs what `take_next` took. Batches that are refused together are committed one by one, so that each
/// is told what is wrong with it.
void perform(OutboxJobs& jobs, Outbox& outbox, const OutboxFailure& failed);

/// What came of a piece of work: a defect of the code is told to its caller; anything else that is thrown,
/// like no memory, leaves open what was stored.
enum class Attempt { done, defect, lost };

template <class Work>
Attempt attempt(Work work, const OutboxFailure& failed) {
    try {
        work();
        return Attempt::done;
    } catch (const std::logic_error& defect) {
        failed(defect.what());
        return Attempt::defect;
    } catch (const std::exception& failure) {
        failed(failure.what());
    } catch (...) {
        failed("something was thrown");
    }
    return Attempt::lost;
}

}  // namespace tillpoints
