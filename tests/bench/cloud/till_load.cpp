#include "till_load.hpp"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdio>
#include <thread>
#include <vector>

#include "cloud_process.hpp"
#include "figures.hpp"

namespace tillpoints::cloud::test {
namespace {

using Times = std::chrono::steady_clock;
using Waits = std::vector<std::chrono::duration<double, std::milli>>;

TillFigures figures_of(Waits waits, std::chrono::duration<double> took) {
    std::sort(waits.begin(), waits.end());
    const auto at = [&](double share) { return waits[std::size_t(share * double(waits.size() - 1))]; };
    return {double(waits.size()) / took.count(), at(0.5), at(0.99)};
}

}  // namespace

TillFigures sell(const TillLoad& load) {
    std::barrier ready(TillLoad::terminals + 1);
    std::atomic<bool> over = false;
    std::vector<Waits> waits(TillLoad::terminals);
    std::vector<std::thread> threads;
    for (int terminal = 0; terminal < TillLoad::terminals; ++terminal)
        threads.emplace_back([&, terminal] {
            auto line = load.line(terminal);
            const auto to_customer_of = [&](int sale) {
                return purchase(loyalty::ByPhone{*Phone::parse(load.phone(terminal, sale))}, 100'000);
            };
            expect<loyalty::Operation>(line, to_customer_of(0));
            ready.arrive_and_wait();
            // Each at its own moment of the period.
            auto next = Times::now() + load.period * terminal / TillLoad::terminals;
            for (int sale = 1; !over; ++sale) {
                std::this_thread::sleep_until(next);
                next += load.period;
                const auto call = to_customer_of(sale);
                const auto begin = Times::now();
                expect<loyalty::Operation>(line, call);
                waits[std::size_t(terminal)].push_back(Times::now() - begin);
            }
        });
    ready.arrive_and_wait();
    const auto begin = Times::now();
    std::this_thread::sleep_for(load.duration);
    over = true;
    const auto took = Times::now() - begin;
    for (auto& thread : threads) thread.join();
    Waits all;
    for (const auto& some : waits) all.insert(all.end(), some.begin(), some.end());
    return figures_of(std::move(all), took);
}

void print(const std::string& name, const TillFigures& figures) {
    bench::record_figure(name + ": a second", figures.per_second);
    bench::record_figure(name + ": p50", figures.p50.count());
    bench::record_figure(name + ": p99", figures.p99.count());
    std::printf("%-46s %5.0f purchases a second, p50 %.1f ms, p99 %.1f ms\n", name.c_str(),
                figures.per_second, figures.p50.count(), figures.p99.count());
    std::fflush(stdout);
}

}  // namespace tillpoints::cloud::test
