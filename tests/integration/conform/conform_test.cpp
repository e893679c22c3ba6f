#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using Json = nlohmann::json;

struct Result {
    int status;
    Json json;
};

Result run(const std::string& arguments) {
    const auto command = CONFORM " " + arguments;
    FILE* out = ::popen(command.c_str(), "r");
    REQUIRE(out);
    std::string text;
    char some[4096];
    for (std::size_t got = 0; (got = std::fread(some, 1, sizeof some, out)) > 0;) text.append(some, got);
    const int status = ::pclose(out);
    INFO(command << "\n" << text);
    REQUIRE(WIFEXITED(status));
    return {WEXITSTATUS(status), Json::parse(text)};
}

/// Plays a scenario with the template host, whose calls the plugin in between breaks.
Result play_broken(const std::string& fault, const std::string& scenario) {
    return run("play --json --only " + scenario + " -- BROKEN_FAULT=" + fault +
               " BROKEN_LIBRARY={library} " TEMPLATE_HOST " " BROKEN " {config} --control");
}

bool names_rule(const Json& played, const std::string& rule) {
    for (const auto& finding : played.at(0).at("findings"))
        if (finding.at("rule") == rule) return true;
    return false;
}

}  // namespace

TEST_CASE("nothing is found in the template host, whatever the plugin does to it") {
    const auto result = run("play --json -- " TEMPLATE_HOST " {library} {config} --control");
    CHECK(result.status == 0);
    CHECK(result.json.size() >= 14);
    for (const auto& played : result.json) {
        INFO(played.dump(2));
        CHECK(played.at("findings").empty());
        CHECK(played.at("cannot").is_null());
    }
}

TEST_CASE("every planted fault of a host is found, with its rule") {
    struct Planted {
        std::string fault, scenario, rule;
    };
    const std::vector<Planted> planted = {
        {"callback_blocks", "plain", "callback_returns"},
        {"reply_kept", "discount", "reply_copied"},
        {"submits_after_destroy", "plain", "destroy_alone"},
        {"forgets_destroy", "plain", "destroyed_at_last"},
        {"reuses_id", "day", "id_used_once"},
        {"closes_twice", "plain", "ends_once"},
        {"forgets_close", "plain", "ends_at_last"},
        {"gives_up", "not-stored", "submitted_again"},
        {"ignores_unknown", "lost-opening", "opened_again"},
        {"stale_quote", "going-back", "latest_quote"},
        {"no_quote", "discount", "quote_named"},
        {"prints_refused", "refused", "printed_as_confirmed"},
        {"pays_at_once", "late", "waits_for_answer"},
        {"wrong_sum", "plain", "adds_up"},
        {"loses_extra", "return", "extra_returned"},
        {"goes_back_silently", "going-back", "goes_back_openly"},
    };
    for (const auto& [fault, scenario, rule] : planted) {
        const auto result = play_broken(fault, scenario);
        INFO(fault << "\n" << result.json.dump(2));
        CHECK(result.status == 1);
        CHECK(names_rule(result.json, rule));
    }
}

TEST_CASE("a plugin in between that changes nothing brings no finding") {
    const auto result = play_broken("none", "day");
    INFO(result.json.dump(2));
    CHECK(result.status == 0);
    CHECK(result.json.at(0).at("findings").empty());
}

TEST_CASE("a register with the real library is recorded on the way, and judged") {
    char folder[] = "/tmp/tillpoints-conform-test-XXXXXX";
    REQUIRE(::mkdtemp(folder));
    const std::string at = folder;
    std::ofstream(at + "/api.key") << "key\n";
    REQUIRE(std::system(("chmod 600 " + at + "/api.key").c_str()) == 0);
    std::ofstream(at + "/config.json") << Json(
        {{"conform", {{"record", at + "/recording.jsonl"}, {"library", LIBRARY}}},
         {"data_directory", at + "/data"},
         {"cloud",
          {{"base_url", "https://127.0.0.1:1"}, {"company_id", "42"}, {"key_file", at + "/api.key"}}}});
    const auto host =
        TEMPLATE_HOST " " CONFORM_PLUGIN " " + at + "/config.json +79000000001 max >" + at + "/out.txt 2>&1";
    INFO(host);
    CHECK(std::system(host.c_str()) == 0);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(at + "/recording.jsonl").permissions() &
           (perms::group_all | perms::others_all)) == perms::none);
    const auto result = run("judge --json " + at + "/recording.jsonl");
    INFO(result.json.dump(2));
    CHECK(result.status == 0);
    CHECK(result.json.at("entries").get<int>() >= 6 * 4);
    CHECK(result.json.at("findings").empty());
    REQUIRE(std::system(("rm -rf " + at).c_str()) == 0);
}

TEST_CASE("a host that does not load the plugin, and wrong arguments, have exit statuses of their own") {
    CHECK(WEXITSTATUS(std::system(CONFORM " play --only plain -- false 2>/dev/null >/dev/null")) == 3);
    CHECK(WEXITSTATUS(std::system(CONFORM " play --only nonsense -- true 2>/dev/null >/dev/null")) == 2);
    CHECK(WEXITSTATUS(std::system(CONFORM " judge /nowhere/recording.jsonl 2>/dev/null >/dev/null")) == 3);
}
