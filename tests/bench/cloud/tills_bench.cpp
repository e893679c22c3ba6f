#include <atomic>
#include <barrier>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "clouds.hpp"

/// 64 tills, each on a connection of its own, that sell one receipt after another to a customer of their own,
/// to the checked cloud as a process; for 10 s, or TILLPOINTS_BENCH_SECONDS.
namespace tillpoints::cloud::test {
namespace {

constexpr int tills = 64;

std::string phone_of(int till) {
    return "+7701000" + std::to_string(1'000 + till);
}

void run(const Deployment& deployment, std::chrono::seconds time) {
    const Clouds clouds(deployment);
    for (int till = 0; till < tills; ++till) clouds.join("Customer", phone_of(till));
    std::barrier ready(tills + 1);
    std::atomic<bool> over = false;
    std::atomic<int> sold = 0;
    std::vector<std::thread> threads;
    for (int till = 0; till < tills; ++till)
        threads.emplace_back([&, till] {
            auto line = clouds.till(till);
            const auto call = purchase(loyalty::ByPhone{*Phone::parse(phone_of(till))}, 100'000);
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
    std::printf("%-26s %d tills: %.0f purchases a second\n", deployment.name.c_str(), tills,
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
