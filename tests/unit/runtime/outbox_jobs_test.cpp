#include "plugin/ports/outbox_jobs.hpp"

#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// How pieces of work for the outbox are taken and performed.
namespace tillpoints::testing {
namespace {

struct Results {
    std::function<void(Result<void>)> into(std::string name) {
        return [this, name = std::move(name)](const Result<void>& result) {
            told.push_back(name + (result ? "" : " refused"));
        };
    }
    std::vector<std::string> told;
};

Batch storing(const std::string& receipt) {
    Batch batch;
    batch.entries.push_back(sale(receipt));
    return batch;
}

Batch unreadable() {
    Batch batch = storing("odd");
    std::get<PurchaseEntry>(batch.entries.front().body).operation.nonce = Nonce("\xFF");
    return batch;
}

void perform_next(OutboxJobs& waiting, Outbox& outbox) {
    auto jobs = take_next(waiting);
    perform(jobs, outbox, [](const char* what) { throw std::runtime_error(what); });
    for (auto& job : jobs) job->follow();
}

}  // namespace

TEST_CASE("batches that wait together are taken together, up to the next piece of other work") {
    OutboxJobs waiting;
    Results results;
    waiting.push_back(commit_job(storing("a"), results.into("a")));
    waiting.push_back(commit_job(storing("b"), results.into("b")));
    waiting.push_back(work_job([](Outbox&) { return std::function<void()>(); }));
    waiting.push_back(commit_job(storing("c"), results.into("c")));
    CHECK(take_next(waiting).size() == 2);
    CHECK(take_next(waiting).size() == 1);
    CHECK(take_next(waiting).size() == 1);
    CHECK(waiting.empty());
}

TEST_CASE("if batches are refused together, each is stored or refused by itself, in their order") {
    const Shop shop(Place::memory);
    const auto outbox = shop.open();
    OutboxJobs waiting;
    Results results;
    waiting.push_back(commit_job(storing("a"), results.into("a")));
    waiting.push_back(commit_job(unreadable(), results.into("odd")));
    waiting.push_back(commit_job(storing("b"), results.into("b")));
    perform_next(waiting, *outbox);
    CHECK(results.told == std::vector<std::string>{"a", "odd refused", "b"});
    CHECK(all_entries(*outbox).size() == 2);
}

}  // namespace tillpoints::testing
