#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "adapters/sidecar/job_thread.hpp"

using namespace tillpoints::sidecar;

TEST_CASE("jobs are done in the order they were given, the last ones before the thread ends") {
    std::vector<int> done;
    {
        JobThread thread;
        for (int i = 0; i < 100; ++i) thread.give([&done, i] { done.push_back(i); });
    }
    REQUIRE(done.size() == 100);
    for (int i = 0; i < 100; ++i) CHECK(done[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("a thread whose last owner is one of its jobs ends by itself") {
    std::promise<void> released;
    std::promise<void> later;
    auto thread = std::make_shared<JobThread>();
    auto* given = thread.get();
    given->give(
        [thread, wait = std::make_shared<std::future<void>>(released.get_future())] { wait->wait(); });
    given->give([&later] { later.set_value(); });
    thread.reset();
    released.set_value();
    CHECK(later.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
}
