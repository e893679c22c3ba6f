#include "cloud/api/switches.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

TEST_CASE("every switch takes the position it shows") {
    Switches switches;
    const auto shown = to_json(switches);
    for (const auto& [name, value] : *shown.members()) {
        INFO(name);
        CHECK_FALSE(set_switch(switches, name, *value.string()));
    }
    CHECK(switches == Switches());
    CHECK(shown.members()->size() > 20);
}

TEST_CASE("a turned switch shows its position") {
    Switches switches;
    for (const auto& [name, value] : {std::pair{"repeated_nonce", "409"},
                                      {"wrong_key", "403"},
                                      {"order", "oldest"},
                                      {"lost_answer", "7"},
                                      {"late_commit_ms", "50"},
                                      {"receipt_exists", "409"}}) {
        CHECK_FALSE(set_switch(switches, name, value));
        CHECK(*to_json(switches).find(name)->string() == value);
    }
}

TEST_CASE("an unknown name or position is refused and changes nothing") {
    Switches switches;
    CHECK(set_switch(switches, "weather", "fine")->where == "weather");
    CHECK(set_switch(switches, "repeated_nonce", "maybe")->expected == "same|400|409|duplicate");
    CHECK(set_switch(switches, "lost_answer", "101"));
    CHECK(set_switch(switches, "lost_answer", "-1"));
    CHECK(set_switch(switches, "latency_ms", "soon"));
    CHECK(set_switch(switches, "wrong_key", "402"));
    CHECK(switches == Switches());
}

TEST_CASE("the default where nothing is documented is the least kind") {
    const Switches switches;
    CHECK(switches.repeated_nonce == RepeatedNonce::duplicate);
    CHECK_FALSE(switches.receipt_exists);
}
