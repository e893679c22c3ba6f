#include "adapters/fleet/release.hpp"

#include <catch2/catch.hpp>

#include "adapters/doctor/judge.hpp"
#include "adapters/fleet/heartbeat.hpp"
#include "adapters/fleet/key.hpp"
#include "adapters/fleet/membership.hpp"

using namespace tillpoints;
using namespace tillpoints::fleet;

TEST_CASE("a release is read as it was signed, and what is none is refused") {
    Release release{7, {{"rules", {{"step", 100}}}}, "1.2.0~rc1"};
    const auto again = read_release(payload_of(release));
    REQUIRE(again);
    CHECK(again->number == 7);
    CHECK(again->configuration == release.configuration);
    CHECK(again->version == "1.2.0~rc1");
    for (const char* wrong : {"", "[]", "{}", R"({"number":0})", R"({"number":"7"})",
                              R"({"number":7,"configuration":[]})", R"({"number":7,"version":"--force"})",
                              R"({"number":7,"version":"1;reboot"})", R"({"number":2000000000})"})
        CHECK_FALSE(read_release(wrong));
}

TEST_CASE("only a larger number than what was taken or refused is news") {
    ReleaseState state;
    state.applied = 5;
    state.refused = 7;
    for (const auto& [number, news] : {std::pair{4, false}, {5, false}, {6, false}, {7, false}, {8, true}})
        CHECK(is_news(Release{number, {}, ""}, state) == news);
}

TEST_CASE("what a terminal keeps of releases is read as it was, and a text that is none is damaged") {
    ReleaseState state{"authority", 5, 4, "doctor_worse", 6, 6, 1, true, "{}\n"};
    CHECK(read_release_state(text_of(state)) == state);
    state.kept.reset();
    CHECK(read_release_state(text_of(state)) == state);
    CHECK_FALSE(read_release_state(""));
    CHECK_FALSE(read_release_state("[1]"));
}

TEST_CASE(
    "a release may not leave the queue behind, send it to another company, or send another file as the key") {
    using Json = nlohmann::json;
    CHECK(forbidden_setting(Json::parse(R"({"data_directory":"/tmp"})")) == "/data_directory");
    CHECK(forbidden_setting(Json::parse(R"({"cloud":{"key_file":"/etc/shadow"}})")) == "/cloud/key_file");
    CHECK(forbidden_setting(Json::parse(R"({"cloud":{"company_id":"43"}})")) == "/cloud/company_id");
    CHECK(forbidden_setting(Json::parse(R"({"currency":"KZT"})")) == "/currency");
    const auto elsewhere = Json::parse(R"({"cloud":{"base_url":"https://new.example"}})");
    CHECK(forbidden_setting(elsewhere).empty());
    CHECK(moves_the_cloud(elsewhere));
    CHECK_FALSE(moves_the_cloud(Json::parse(R"({"cloud":[]})")));
}

TEST_CASE("an enrolment is read as it was made, and what is none is refused") {
    const auto authority = SigningKey::fresh().public_key();
    Enrolment enrolment{{"till-1", authority, "https://cloud.example", "", "token", "PEM"},
                        {{"key", "k"}},
                        {{"language", "kk"}},
                        1'800'000'000};
    const auto again = read_enrolment(payload_of(enrolment));
    REQUIRE(again);
    CHECK(again->membership == enrolment.membership);
    CHECK(again->answers == enrolment.answers);
    CHECK(again->configuration == enrolment.configuration);
    CHECK(again->expires == enrolment.expires);
    CHECK(read_membership(text_of(enrolment.membership)) == enrolment.membership);
    CHECK_FALSE(read_membership(R"({"terminal":"till-1","authority":"short"})"));
    for (const char* wrong : {"", "{}", R"({"fleet":{},"expires":1})", R"({"fleet":[],"expires":"x"})"})
        CHECK_FALSE(read_enrolment(wrong));
    const auto bundle = bundle_text("ABCD", "till-1", "seal");
    CHECK(seal_in(bundle, "ABCD") == "seal");
    CHECK_FALSE(seal_in(bundle, "ABCE"));
    CHECK_FALSE(seal_in("{}", "ABCD"));
}

TEST_CASE("a heartbeat holds sums and codes, and nothing that anybody wrote") {
    doctor::Facts facts;
    facts.machine.tool_version = "0.1.0";
    facts.machine.user_name = "secret-user";
    facts.machine.library_error = "no secret file";
    facts.configuration.base_url = "https://secret.example";
    facts.configuration.company_id = "424242";
    facts.network.asked = true;
    facts.network.host = "secret.example";
    facts.network.company_name = "Secret Shop";
    facts.network.local_time = 1'000;
    facts.network.cloud_time = 990;
    facts.queue.known = true;
    facts.queue.parked = 2;
    facts.queue.loss = 12'300;
    const auto text = heartbeat_of(facts, doctor::findings(facts), "online", {});
    const auto json = nlohmann::json::parse(text);
    CHECK(json["queue"]["loss"] == 12'300);
    CHECK(json["clock"]["ahead_s"] == 10);
    CHECK(json["versions"]["library"] == "");
    CHECK(json["doctor"]["worst"] == "error");
    CHECK(text.find("ecret") == std::string::npos);
    CHECK(text.find("424242") == std::string::npos);
}
