#include "cloud/api/setting_table.hpp"

#include <catch2/catch.hpp>

#include "cloud/api/protocol_variants.hpp"
#include "cloud/faults/training_program.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

TEST_CASE("every variant and every switch takes the value it shows") {
    ProtocolVariants variants;
    FaultSwitches switches;
    const auto shown = switches_json(variants, switches);
    CHECK(shown.members()->size() > 35);
    CHECK(set_switches(variants, switches, shown).empty());
    CHECK(variants == ProtocolVariants());
    CHECK(switches == FaultSwitches());
}

TEST_CASE("a variant or switch that was set shows its new value") {
    ProtocolVariants variants;
    FaultSwitches switches;
    for (const auto& [name, value] : {std::pair{"repeated_nonce", "409"},
                                      {"wrong_key", "403"},
                                      {"order", "oldest"},
                                      {"lost_answer", "7"},
                                      {"late_commit_ms", "50"},
                                      {"receipt_exists", "409"}}) {
        CHECK(set_switches(variants, switches, Json::object({{name, value}})).empty());
        CHECK(*switches_json(variants, switches).find(name)->string() == value);
    }
}

TEST_CASE("an unknown name or value is refused and changes nothing") {
    ProtocolVariants variants;
    FaultSwitches switches;
    const auto set = [&](const char* name, const char* value) {
        return set_by_name(fault_table(), switches, name, value);
    };
    CHECK(set("weather", "fine")->where == "weather");
    CHECK(set_by_name(variant_table(), variants, "repeated_nonce", "maybe")->expected ==
          "same|400|409|duplicate");
    CHECK(set("lost_answer", "101"));
    CHECK(set("lost_answer", "-1"));
    CHECK(set("latency_ms", "soon"));
    CHECK(set("wrong_key", "402"));
    CHECK(variants == ProtocolVariants());
    CHECK(switches == FaultSwitches());
}

TEST_CASE("one request sets all that it names, or nothing if one of it is wrong") {
    ProtocolVariants variants;
    FaultSwitches switches;
    const auto set = [&](const char* body) {
        return set_switches(variants, switches, parse_json(body).value()).size();
    };
    CHECK(set(R"({"order":"oldest","lost_answer":"x","weather":1})") == 2);
    CHECK(variants == ProtocolVariants());
    CHECK(set(R"([])") == 1);
    CHECK(set(R"({"order":"oldest","lost_answer":3})") == 0);
    CHECK(variants.order == Order::oldest);
    CHECK(switches.odds[static_cast<std::size_t>(Fault::lost_answer)].percent == 3);
}

TEST_CASE(
    "the default of a variant that is documented nowhere is the one a client must be most careful with") {
    CHECK(default_variants.repeated_nonce == RepeatedNonce::duplicate);
    CHECK_FALSE(default_variants.receipt_exists);
}
