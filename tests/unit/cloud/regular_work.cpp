#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>

#include "cloud/jobs/regular_work.hpp"

using namespace tillpoints::cloud;
using namespace std::chrono_literals;

TEST_CASE("regular work begins at once, goes on where there is more, and is tried again after a failure") {
    std::promise<void> fourth;
    int pieces = 0;
    RegularWork work("a test's work", 1ms, [&] {
        ++pieces;
        if (pieces == 2) throw std::runtime_error("on purpose");
        if (pieces == 4) fourth.set_value();
        return pieces == 1;
    });
    CHECK(fourth.get_future().wait_for(20s) == std::future_status::ready);
}

TEST_CASE("the end of regular work waits for the piece under way, and not for the pause") {
    std::promise<void> begun;
    std::promise<void> go_on;
    bool finished = false;
    {
        RegularWork work("a test's work", 1h, [&] {
            begun.set_value();
            go_on.get_future().wait();
            finished = true;
            return false;
        });
        begun.get_future().wait();
        go_on.set_value();
    }
    CHECK(finished);
}
