#include "cloud/faults/fault_schedule.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

namespace {

FaultSwitches with(std::initializer_list<std::pair<const char*, const char*>> settings) {
    FaultSwitches switches;
    for (const auto& [name, value] : settings)
        REQUIRE_FALSE(set_by_name(fault_table(), switches, name, value));
    return switches;
}

std::vector<Fault> faults_of(FaultSwitches& switches, int count) {
    FaultSchedule schedule;
    std::vector<Fault> out;
    for (int i = 0; i < count; ++i) out.push_back(schedule.next(switches));
    return out;
}

}  // namespace

TEST_CASE("by default no request gets a fault") {
    FaultSwitches switches;
    CHECK(faults_of(switches, 100) == std::vector<Fault>(100, Fault::none));
}

TEST_CASE("faults that are promised for certain come first, exactly as often as asked") {
    auto switches = with({{"lost_answer_next", "2"}, {"error_before_next", "1"}});
    CHECK(faults_of(switches, 5) == std::vector<Fault>{Fault::error_before, Fault::lost_answer,
                                                       Fault::lost_answer, Fault::none, Fault::none});
    CHECK(switches == FaultSwitches());
}

TEST_CASE("the same seed gives the same faults, another seed gives others") {
    auto switches = with({{"lost_answer", "30"}, {"late_commit", "30"}});
    const auto first = faults_of(switches, 200);
    CHECK(faults_of(switches, 200) == first);
    switches = with({{"lost_answer", "30"}, {"late_commit", "30"}, {"seed", "2"}});
    CHECK(faults_of(switches, 200) != first);
    CHECK(std::count(first.begin(), first.end(), Fault::lost_answer) > 30);
    CHECK(std::count(first.begin(), first.end(), Fault::late_commit) > 20);
    CHECK(std::count(first.begin(), first.end(), Fault::none) > 60);
}

TEST_CASE("a fault with a hundred percent comes always") {
    auto switches = with({{"error_after", "100"}});
    CHECK(faults_of(switches, 50) == std::vector<Fault>(50, Fault::error_after));
}
