#include <catch2/catch.hpp>

#include "plugin/config/config.hpp"
#include "plugin/config/endpoint.hpp"

using namespace tillpoints;
using namespace std::chrono_literals;

namespace {

Json least() {
    return parse_json(R"({"data_directory":"/tmp/till",
                          "cloud":{"base_url":"https://cloud.example/partner/v2/","company_id":"123456"}})")
        .value();
}

/// The least configuration with the member at `section`.`key` (or `key` at the root) replaced.
Json with(std::string_view section, std::string_view key, Json value) {
    Json json = least();
    if (section.empty()) return json.set(key, std::move(value));
    Json inner = json.find(section) ? *json.find(section) : Json::object();
    inner.set(key, std::move(value));
    return json.set(section, std::move(inner));
}

std::string verdict(const Json& json) {
    const auto reading = read_config(dump(json));
    if (reading.ok()) return "taken";
    CHECK_FALSE(reading.problems.front().expected.empty());
    return reading.problems.front().where + " " + std::string(name_of(reading.problems.front().code));
}

}  // namespace

TEST_CASE("a configuration needs a directory and the cloud; everything else has a default") {
    const auto reading = read_config(dump(least()));
    REQUIRE(reading.ok());
    CHECK(reading.config.enabled);
    CHECK(reading.config.data_directory == "/tmp/till");
    CHECK(reading.config.cloud.base_url == "https://cloud.example/partner/v2");
    CHECK(reading.config.cloud.company_id == "123456");
    CHECK(reading.config.timing.event_deadline == 3s);
    CHECK(reading.config.rules.floor == Money(1));
}

TEST_CASE("every member is taken over") {
    const auto reading = read_config(
        R"({"enabled":false,"data_directory":"/d","language":"kk","currency":"KZT","fiscal_mode":"tender",
        "cloud":{"provider":"other","base_url":"http://127.0.0.1:8080","company_id":"7","key_file":"/k","ca_file":"/c",
                 "pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],"credential_header":"X-Till-Key"},
        "timing":{"event_deadline_ms":101,"send_timeout_ms":102,"probe_interval_ms":103,"probe_timeout_ms":104,
                  "settle_horizon_ms":105,"look_margin_ms":106,"settings_refresh_ms":107,"breaker_failures":8},
        "rules":{"floor":100,"step":100,"award_tobacco":true,"exclude_gift_cards":false,"exclude_advances":false,
                 "exclude_agent_goods":false,"exclude_preferential_medicine":false,"excluded_as_skip_total":true,
                 "excluded_names":["Bag","Cup"],"step_budget":5000},
        "returns":{"correct_difference":false},
        "offline":{"remember_customers":11,"keep_days":12,"show_balance_hours":13,
                   "redemption":{"enabled":true,"points_per_receipt":14,"points_per_customer_day":15,
                                 "points_per_terminal":16,"oldest_balance_hours":17}},
        "limits":{"utc_offset_minutes":-18,"awards_per_customer_day":19,"redemptions_per_cashier_hour":20},
        "retention":{"personal_days":31,"record_days":400},
        "invitation":{"app":"Shop","link":"https://shop.example/{code}","voucher":true},
        "log":{"level":"debug","max_bytes":20000,"files":9}})");
    for (const auto& problem : reading.problems) FAIL(problem.sentence());
    const auto& config = reading.config;
    CHECK_FALSE(config.enabled);
    CHECK(config.language == Language::kazakh);
    CHECK(config.currency == "KZT");
    CHECK(config.fiscal_mode == FiscalMode::tender);
    CHECK(config.cloud.base_url == "http://127.0.0.1:8080");
    CHECK(config.cloud.provider == "other");
    CHECK(config.cloud.key_file == "/k");
    CHECK(config.cloud.ca_file == "/c");
    CHECK(config.cloud.pins.size() == 1);
    CHECK(config.cloud.credential_header == "X-Till-Key");
    CHECK(config.timing.event_deadline == 101ms);
    CHECK(config.timing.send_timeout == 102ms);
    CHECK(config.timing.probe_interval == 103ms);
    CHECK(config.timing.probe_timeout == 104ms);
    CHECK(config.timing.settle_horizon == 105ms);
    CHECK(config.timing.look_margin == 106ms);
    CHECK(config.timing.settings_refresh == 107ms);
    CHECK(config.timing.breaker_failures == 8);
    CHECK(config.rules.floor == Money(100));
    CHECK(config.rules.step == Money(100));
    CHECK(config.rules.award_tobacco);
    CHECK_FALSE(config.rules.exclude_gift_cards);
    CHECK_FALSE(config.rules.exclude_advances);
    CHECK_FALSE(config.rules.exclude_agent_goods);
    CHECK_FALSE(config.rules.exclude_preferential_medicine);
    CHECK(config.rules.excluded_as_skip_total);
    CHECK(config.rules.excluded_names == std::set<std::string>{"Bag", "Cup"});
    CHECK(config.rules.step_budget == 5000);
    CHECK_FALSE(config.returns.correct_difference);
    CHECK(config.offline.memory.customers == 11);
    CHECK(config.offline.memory.keep == std::chrono::days(12));
    CHECK(config.offline.memory.show_balance == 13h);
    CHECK(config.offline.redemption.enabled);
    CHECK(config.offline.redemption.per_receipt == Points(14));
    CHECK(config.offline.redemption.per_customer_day == Points(15));
    CHECK(config.offline.redemption.per_terminal == Points(16));
    CHECK(config.offline.redemption.oldest_balance == 17h);
    CHECK(config.limits.utc_offset == -18min);
    CHECK(config.limits.awards_per_customer_day == 19);
    CHECK(config.limits.redemptions_per_cashier_hour == 20);
    CHECK(config.invitation.app == "Shop");
    CHECK(config.invitation.link == "https://shop.example/{code}");
    CHECK(config.invitation.voucher);
    CHECK(config.retention.personal == std::chrono::days(31));
    CHECK(config.retention.records == std::chrono::days(400));
    CHECK(config.log.level == LogLevel::debug);
    CHECK(config.log.max_bytes == 20000);
    CHECK(config.log.files == 9);
    const auto again = read_config(dump(to_json(config)));
    REQUIRE(again.ok());
    CHECK(to_json(again.config) == to_json(config));
}

TEST_CASE("every problem of a file is listed, not only the first") {
    const auto reading =
        read_config(R"({"enabled":"yes","language":"fr","cloud":{"base_url":"ftp://x","company_id":"12a"},
                                         "timing":{"event_deadline_ms":5,"patience":1},"log":7})");
    std::vector<std::string> paths;
    for (const auto& problem : reading.problems) paths.push_back(problem.where);
    CHECK(paths == std::vector<std::string>{"enabled", "data_directory", "language", "cloud.base_url",
                                            "cloud.company_id", "timing.event_deadline_ms", "timing.patience",
                                            "log"});
}

TEST_CASE("an unknown member is refused with the names that are known") {
    CHECK(verdict(with("", "enabeld", true)) == "enabeld invalid_value");
    CHECK(verdict(with("timing", "event_deadline", 5)) == "timing.event_deadline invalid_value");
    CHECK(read_config(dump(with("returns", "x", 1))).problems.front().expected ==
          "one of correct_difference, unproven_sale_age_hours");
}

TEST_CASE("a member whose name begins with two slashes is a comment, in every object") {
    Json json = with("cloud", "//why", Json::array().push(1));
    json.set("//", "anything").set("//timing", Json::object({{"x", 1}}));
    CHECK(verdict(json) == "taken");
    CHECK(verdict(with("", "/", 1)) == "/ invalid_value");
}

TEST_CASE("values outside their range are refused") {
    CHECK(verdict(with("", "data_directory", "till")) == "data_directory invalid_value");
    CHECK(verdict(with("", "data_directory", "")) == "data_directory invalid_value");
    CHECK(verdict(with("", "currency", "rub")) == "currency invalid_value");
    CHECK(verdict(with("cloud", "company_id", 123456)) == "cloud.company_id wrong_type");
    CHECK(verdict(with("cloud", "company_id", "")) == "cloud.company_id invalid_value");
    CHECK(verdict(with("cloud", "key_file", "api.key")) == "cloud.key_file invalid_value");
    CHECK(verdict(with("cloud", "pins", Json::array().push("abc"))) == "cloud.pins[0] invalid_value");
    CHECK(verdict(with("cloud", "provider", "")) == "cloud.provider invalid_value");
    CHECK(verdict(with("cloud", "provider", "../uds")) == "cloud.provider invalid_value");
    CHECK(verdict(with("cloud", "credential_header", "Host")) == "cloud.credential_header invalid_value");
    CHECK(verdict(with("cloud", "credential_header", "X-Key: 1\r\nX")) ==
          "cloud.credential_header invalid_value");
    CHECK(verdict(with("timing", "event_deadline_ms", 99)) == "timing.event_deadline_ms out_of_range");
    CHECK(verdict(with("timing", "event_deadline_ms", 60'001)) == "timing.event_deadline_ms out_of_range");
    CHECK(verdict(with("timing", "breaker_failures", 0)) == "timing.breaker_failures out_of_range");
    CHECK(verdict(with("rules", "floor", 50)) == "rules.floor invalid_value");
    CHECK(verdict(with("rules", "step", 0)) == "rules.step out_of_range");
    CHECK(verdict(with("log", "level", "loud")) == "log.level invalid_value");
}

TEST_CASE("a file that is not a JSON object is one problem") {
    CHECK(read_config("{").problems.front().code == Errc::invalid_json);
    CHECK(read_config("").problems.front().code == Errc::invalid_json);
    CHECK(read_config("[]").problems.front().code == Errc::wrong_type);
    CHECK(read_config(R"({"enabled":true,"enabled":false})").problems.front().code == Errc::duplicate);
}

TEST_CASE("the cloud's address is https, or loopback") {
    for (const auto* good :
         {"https://api.uds.app/partner/v2", "https://h", "https://h:8443/a-b/c_d.e~f", "https://10.0.0.1",
          "https://[2001:db8::1]:443/x", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:80"})
        CHECK(cloud_base_url(good));
    for (const auto* bad : {"",
                            "api.uds.app",
                            "http://api.uds.app",
                            "http://127.0.0.1.example.com",
                            "http://localhost.example",
                            "https://",
                            "https:///x",
                            "https://user@h",
                            "https://user:pass@h/",
                            "https://h?x=1",
                            "https://h#x",
                            "https://h:0",
                            "https://h:65536",
                            "https://h:",
                            "https://h:80a",
                            "https://h /x",
                            "https://h/\r\n",
                            "HTTPS://h",
                            "https://-h",
                            "https://[::1",
                            "http://[::2]"}) {
        INFO(bad);
        CHECK_FALSE(cloud_base_url(bad));
    }
    CHECK(cloud_base_url("https://h/v2///") == "https://h/v2");
}

TEST_CASE("a password in the address is not shown in the problem") {
    const auto reading = read_config(dump(with("cloud", "base_url", "https://till:secret@cloud.example")));
    REQUIRE_FALSE(reading.ok());
    CHECK(reading.problems.front().sentence().find("secret") == std::string::npos);
}

TEST_CASE("redeeming offline is off by default and needs cached customers") {
    const auto offline = [](bool enabled, int customers) {
        const Json redemption = Json::object({{"enabled", enabled}});
        return Json::object({{"remember_customers", customers}, {"redemption", redemption}});
    };
    CHECK_FALSE(read_config(dump(least())).config.offline.redemption.enabled);
    CHECK(verdict(with("", "offline", offline(true, 1))) == "taken");
    CHECK(verdict(with("", "offline", offline(false, 0))) == "taken");
    CHECK(verdict(with("", "offline", offline(true, 0))) == "offline.remember_customers does_not_add_up");
    CHECK(verdict(with("limits", "utc_offset_minutes", 900)) == "limits.utc_offset_minutes out_of_range");
}

TEST_CASE("a link to join is https, without spaces, and names nothing but the company and its code") {
    const auto link = [](const char* text) { return verdict(with("invitation", "link", text)); };
    for (const auto* good : {"", "https://a.example", "https://{slug}.example/{code}?again={code}"})
        CHECK(link(good) == "taken");
    for (const auto* bad :
         {"http://a.example", "a.example", "https://a.example/{name}", "https://a.example/{slug",
          "https://a.example/}", "https://a.example/a b", "https://пример"})
        CHECK(link(bad) == "invitation.link invalid_value");
    CHECK(verdict(with("invitation", "app", "")) == "invitation.app invalid_value");
    CHECK(verdict(with("invitation", "app", "line\nbreak")) == "invitation.app invalid_value");
}

TEST_CASE("a file that is not JSON is a problem with its line and column") {
    const auto where = [](std::string_view text) {
        const auto reading = read_config(text);
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems.front().code == Errc::invalid_json);
        return reading.problems.front().where;
    };
    CHECK(where("{\n  \"enabled\": true\n  \"language\": \"ru\"\n}") == "line 3, column 12");
    CHECK(where("{\"language\": \"Ру\" x}") == "line 1, column 19");
    CHECK(where("{") == "line 1, column 2");
}
