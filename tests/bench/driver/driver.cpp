#include "driver.hpp"

#include <dlfcn.h>

#include <fstream>
#include <iostream>
#include <thread>

#include "disk_calls.h"
#include "usage.hpp"

namespace tillpoints::bench {
namespace {

/// Zero unless libbench_disk_calls.so was loaded first.
disk_calls calls() {
    static const auto so_far = reinterpret_cast<disk_calls_fn>(dlsym(RTLD_DEFAULT, "disk_calls_so_far"));
    return so_far != nullptr ? so_far() : disk_calls{};
}

Json play_block(Driver& driver, const std::string& kind, int count, int& number,
                std::chrono::microseconds pause) {
    std::vector<double> all;
    std::vector<double> paid;
    std::vector<double> found;
    const auto calls_before = calls();
    const auto before = usage();
    for (int each = 0; each < count; ++each) {
        const auto time = driver.play(kind, ++number);
        all.push_back(time.all.count());
        paid.push_back(time.paid.count());
        found.push_back(time.found.count());
        // The next customer: what the sale left to do is done meanwhile.
        if (pause.count() > 0) std::this_thread::sleep_for(pause);
    }
    driver.settle();
    const auto after = usage();
    const auto calls_after = calls();
    const double pauses = pause.count() > 0 ? count : 0;
    const auto a_sale = [&](auto before_it, auto after_it) {
        return (static_cast<double>(after_it) - static_cast<double>(before_it)) / count;
    };
    return {{"all_us", all},
            {"paid_us", paid},
            {"found_us", found},
            {"cpu_us", a_sale(before.cpu_us, after.cpu_us)},
            {"switches", a_sale(before.switches + pauses, after.switches)},
            {"main_switches", a_sale(before.main_switches + pauses, after.main_switches)},
            {"syncs", a_sale(calls_before.syncs, calls_after.syncs)},
            {"writes", a_sale(calls_before.writes, calls_after.writes)},
            {"bytes", a_sale(calls_before.bytes, calls_after.bytes)},
            {"resident_kb", resident_kb()}};
}

}  // namespace

std::vector<Customer> customers_of(const Json& setup) {
    std::vector<Customer> customers;
    for (const auto& each : setup.at("customers")) customers.push_back({each.at("phone"), each.at("card")});
    return customers;
}

int run_driver(int argc, char** argv, const std::function<std::unique_ptr<Driver>(const Json& setup)>& make) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " SETUP.json\n";
        return 2;
    }
    try {
        const auto setup = Json::parse(std::ifstream(argv[1]));
        const double bare_kb = resident_kb();
        const auto driver = make(setup);
        std::string kind;
        int number = 0;
        for (int count = 0; std::cin >> kind >> count;) {
            auto block = play_block(*driver, kind, count, number,
                                    std::chrono::microseconds(setup.at("pause_us").get<int>()));
            block["bare_kb"] = bare_kb;
            std::cout << block << std::endl;
        }
    } catch (const std::exception& problem) {
        std::cerr << argv[0] << ": " << problem.what() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace tillpoints::bench
