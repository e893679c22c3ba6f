#include <atomic>
#include <barrier>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "deployment.hpp"

/// 64 terminals, each on a connection of its own, that sell one receipt after another to a customer of their
/// own, to the checked cloud as a process; for 10 s, or TILLPOINTS_BENCH_SECONDS.
namespace tillpoints::cloud::test {
namespace {

constexpr int terminals = 64;

std::string phone_of(int terminal) {
    return "+7701000" + std::to_string(1'000 + terminal);
}

void run(const Deployment& deployment, std::chrono::seconds time) {
    const CloudDeployment clouds(deployment);
    for (int terminal = 0; terminal < terminals; ++terminal) clouds.join("Customer", phone_of(terminal));
    std::barrier ready(terminals + 1);
    std::atomic<bool> over = false;
    std::atomic<int> sold = 0;
    std::vector<std::thread> threads;
    for (int terminal = 0; terminal < terminals; ++terminal)
        threads.emplace_back([&, terminal] {
            auto line = clouds.terminal(terminal);
            const auto call = purchase(loyalty::ByPhone{*Phone::parse(phone_of(terminal))}, 100'000);
            expect<loyalty::Operation>(line, call);
            ready.arrive_and_wait();
            while (!over) {
                expect<loyalty::Operation>(line, call);
                ++sold;
            }
        });
    ready.arrive_and_wait();
    const auto begin = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(time);
    over = true;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const int count = sold;
    for (auto& thread : threads) thread.join();
    std::printf("%-26s %d tills: %.0f purchases a second\n", deployment.name.c_str(), terminals,
                count / took.count());
    std::fflush(stdout);
}

}  // namespace

TEST_CASE("64 tills sell side by side") {
    const char* seconds = std::getenv("TILLPOINTS_BENCH_SECONDS");
    auto all = deployments();
    all.push_back({"PostgreSQL, one process", deployments()[1].database, 1});
    for (const auto& deployment : all)
        run(deployment, std::chrono::seconds(seconds ? std::atoi(seconds) : 10));
}

}  // namespace tillpoints::cloud::test
