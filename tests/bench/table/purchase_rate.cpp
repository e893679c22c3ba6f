#include <thread>

#include "bench.hpp"

namespace tillpoints::bench {

using Clock = std::chrono::steady_clock;

double purchase_rate(Bench& bench, int from, int to) {
    const auto wait_for = [&](int wanted) {
        const auto due = Clock::now() + std::chrono::seconds(60);
        int seen = 0;
        while ((seen = bench.cloud.answered("POST /operations")) < wanted) {
            if (Clock::now() > due) throw std::runtime_error("the purchases do not arrive");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return seen;
    };
    const int first = wait_for(from);
    const auto began = Clock::now();
    const int last = wait_for(to);
    const std::chrono::duration<double> took = Clock::now() - began;
    return (last - first) / took.count();
}

}  // namespace tillpoints::bench
