#include "cloud/fleet/heartbeat.hpp"

#include <catch2/catch.hpp>

#include "cloud/fleet/trouble.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

constexpr const char* sound = R"({"versions":{"tool":"0.1.0","library":"0.1.0"},
    "release":{"applied":3,"refused":0,"reason":""},
    "queue":{"pending":2,"settling":1,"parked":0,"loss":0,"oldest_s":40},
    "clock":{"ahead_s":-2},"disk":{"free_bytes":1000000000},"link":"online",
    "doctor":{"worst":"ok","first":""},"told by a newer terminal":true})";

Timestamp at_noon() {
    return Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 11 / 30)) + std::chrono::hours(12);
}

Heartbeat sound_heartbeat() {
    Problems problems;
    const auto heartbeat = read_heartbeat(parse_json(sound).value(), problems);
    REQUIRE(problems.empty());
    return heartbeat;
}

std::vector<std::string> troubles(const Heartbeat& heartbeat, std::chrono::minutes ago = {}) {
    FleetTerminal terminal{"till", "digest", at_noon() - ago, dump(json_of(heartbeat))};
    std::vector<std::string> codes;
    for (const auto& trouble : troubles_of(terminal, at_noon())) codes.push_back(trouble.code);
    return codes;
}

}  // namespace

TEST_CASE("a heartbeat is read, stored and read again as it was") {
    const auto heartbeat = sound_heartbeat();
    CHECK(heartbeat.release == 3);
    CHECK(heartbeat.oldest_s == 40);
    CHECK(heartbeat.health == Health::ok);
    CHECK(stored_heartbeat(dump(json_of(heartbeat))) == heartbeat);
    CHECK_FALSE(stored_heartbeat(""));
    CHECK_FALSE(stored_heartbeat("{"));
}

TEST_CASE("a heartbeat with a text that a page could take for something else is refused") {
    for (const auto& [member, value] : {std::pair{"link", R"("<b>")"},
                                        {"link", R"("+77010000001")"},
                                        {"queue", R"({"pending":-1})"},
                                        {"doctor", R"({"worst":"fine","first":""})"},
                                        {"versions", R"({"tool":"0.1 <script>"})"},
                                        {"release", R"({"applied":1e99,"refused":0})"},
                                        {"queue", "[]"}}) {
        INFO(member << ": " << value);
        auto json = parse_json(sound).value();
        json.set(member, parse_json(value).value());
        Problems problems;
        read_heartbeat(json, problems);
        CHECK_FALSE(problems.empty());
    }
}

TEST_CASE("a terminal that is sound has no trouble, and each trouble is named with what was seen") {
    auto heartbeat = sound_heartbeat();
    CHECK(troubles(heartbeat).empty());
    CHECK(troubles_of({"new", "digest"}, at_noon()) == std::vector<Trouble>{{"never_heard", ""}});
    CHECK(troubles(heartbeat, std::chrono::minutes(16)) == std::vector<std::string>{"silent"});
    heartbeat.parked = 2;
    heartbeat.health = Health::error;
    heartbeat.first = "key_refused";
    heartbeat.oldest_s = 7200;
    heartbeat.clock_ahead_s = -400;
    heartbeat.free_bytes = 1000;
    heartbeat.refused = 4;
    CHECK(troubles(heartbeat) == std::vector<std::string>{"doctor_error", "parked", "waits_long", "clock",
                                                          "disk", "release_refused"});
}
