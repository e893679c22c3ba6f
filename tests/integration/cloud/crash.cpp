#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <thread>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// Sells and refunds over one connection until it breaks; remembers every id it was answered.
void sell_until_broken(Client terminal, Identity who, std::atomic<int>& answered,
                       std::vector<OperationId>& known) {
    for (int i = 0; i < 100'000; ++i) {
        const Call call =
            i % 3 == 2 ? Call(RefundOperation{known.back(), Money(100)}) : Call(purchase(who, 10'000));
        const auto answer = ask(terminal, call);
        if (!answer) return;
        if (const auto* operation = std::get_if<Operation>(&answer->value())) known.push_back(operation->id);
        ++answered;
    }
}

std::set<std::int64_t> ids_in(const Json& ledger) {
    std::set<std::int64_t> ids;
    for (const auto& operation : *ledger.find("operations")->items())
        ids.insert(std::stoll(operation.find("id")->number()->digits));
    return ids;
}

}  // namespace

TEST_CASE(
    "after a kill -9 in the middle of writing the ledger balances and nothing that was answered is lost") {
    const DataDirectory data;
    for (int round = 0; round < 5; ++round) {
        CloudProcess cloud(data);
        const auto anna = cloud.join("Anna");
        const Identity who = ByUid{CustomerUid(*anna.find("uid")->string())};
        constexpr int terminals = 3;
        std::atomic<int> answered = 0;
        std::vector<std::vector<OperationId>> known(terminals);
        std::vector<std::thread> threads;
        for (auto& own : known)
            threads.emplace_back([&, terminal = cloud.client()]() mutable {
                sell_until_broken(std::move(terminal), who, answered, own);
            });
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (answered < 20 * (round + 1) && std::chrono::steady_clock::now() < deadline)
            std::this_thread::yield();
        cloud.kill();
        for (auto& thread : threads) thread.join();

        const auto audit = run_program({"audit", "--data", data.path});
        INFO(audit.output);
        CHECK(audit.status == 0);
        CloudProcess again(data);
        const auto ids = ids_in(again.ledger());
        for (const auto& own : known)
            for (const auto id : own) CHECK(ids.count(id.value) == 1);
    }
}
