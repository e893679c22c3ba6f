#include <catch2/catch.hpp>
#include <cstdlib>

#include "concurrent_spending.hpp"
#include "postgres/server.hpp"

using namespace tillpoints::cloud::test;

namespace {

std::chrono::seconds a_while() {
    return std::chrono::seconds(std::getenv("TILLPOINTS_SOAK") ? 20 : 4);
}

}  // namespace

TEST_CASE("64 terminals spending from 10 accounts take none below zero, and every nonce happens once") {
    for (const auto& deployment : deployments()) {
        INFO(deployment.name);
        CloudDeployment clouds(deployment, {"--set", "repeated_nonce=same"});
        ConcurrentSpending spending(clouds, a_while());
        spending.finish();
    }
}

TEST_CASE("the same while the clouds are killed in the middle of it and started again") {
    for (const auto& deployment : deployments()) {
        INFO(deployment.name);
        CloudDeployment clouds(deployment, {"--set", "repeated_nonce=same"});
        ConcurrentSpending spending(clouds, a_while());
        const auto until = std::chrono::steady_clock::now() + a_while() - std::chrono::seconds(1);
        for (int i = 0; std::chrono::steady_clock::now() < until; ++i) {
            // The time between two kills is what the test varies; no event stands for it.
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
            clouds.kill(i % clouds.processes());
            clouds.start(i % clouds.processes());
        }
        spending.finish();
    }
}

TEST_CASE(
    "the same while the database's server is killed in the middle of it: requests are answered, and the "
    "server is found "
    "again") {
    tillpoints::test::PostgresServer server;
    CloudDeployment clouds({"PostgreSQL, two processes", server.new_database(), 2},
                           {"--set", "repeated_nonce=same"});
    ConcurrentSpending spending(clouds, a_while() + std::chrono::seconds(2));
    const auto until = std::chrono::steady_clock::now() + a_while();
    while (std::chrono::steady_clock::now() < until) {
        // Time for the clouds to connect again and to commit before the next kill.
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        server.kill();
        server.start();
    }
    spending.finish();
    CHECK(spending.unanswered() == 0);
}
