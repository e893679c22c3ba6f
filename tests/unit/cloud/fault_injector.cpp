#include "cloud/api/fault_injector.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

namespace {

Switches with(std::initializer_list<std::pair<const char*, const char*>> settings) {
    Switches switches;
    for (const auto& [name, value] : settings) REQUIRE_FALSE(set_switch(switches, name, value));
    return switches;
}

std::vector<Fault> next_fault(Switches& switches, int count) {
    FaultInjector injector;
    std::vector<Fault> out;
    for (int i = 0; i < count; ++i) out.push_back(injector.next_fault(switches));
    return out;
}

}  // namespace

TEST_CASE("without odds nothing happens") {
    Switches switches;
    CHECK(next_fault(switches, 100) == std::vector<Fault>(100, Fault::none));
}

TEST_CASE("scripted faults come first, exactly as often as asked") {
    auto switches = with({{"lost_answer_next", "2"}, {"error_before_next", "1"}});
    CHECK(next_fault(switches, 5) == std::vector<Fault>{Fault::error_before, Fault::lost_answer,
                                                        Fault::lost_answer, Fault::none, Fault::none});
    CHECK(switches == Switches());
}

TEST_CASE("the same seed deals the same faults, another one others") {
    auto switches = with({{"lost_answer", "30"}, {"late_commit", "30"}});
    const auto first = next_fault(switches, 200);
    CHECK(next_fault(switches, 200) == first);
    switches = with({{"lost_answer", "30"}, {"late_commit", "30"}, {"seed", "2"}});
    CHECK(next_fault(switches, 200) != first);
    CHECK(std::count(first.begin(), first.end(), Fault::lost_answer) > 30);
    CHECK(std::count(first.begin(), first.end(), Fault::late_commit) > 20);
    CHECK(std::count(first.begin(), first.end(), Fault::none) > 60);
}

TEST_CASE("a hundred percent is always") {
    auto switches = with({{"error_after", "100"}});
    CHECK(next_fault(switches, 50) == std::vector<Fault>(50, Fault::error_after));
}
