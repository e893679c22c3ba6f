#include <algorithm>
#include <utility>

#include "plugin/config/config.hpp"
#include "plugin/config/endpoint.hpp"
#include "plugin/config/names.hpp"
#include "plugin/config/places.hpp"
#include "plugin/config/sections.hpp"
#include "protocol/reader.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t longest_path = 1024;

/// JSON has no comments, so a member whose name begins with "//" is one.
Json without_comments(const Json& json) {
    if (const auto* items = json.items()) {
        Json::Array kept;
        for (const auto& item : *items) kept.push_back(without_comments(item));
        return kept;
    }
    if (const auto* members = json.members()) {
        Json::Object kept;
        for (const auto& [name, value] : *members)
            if (!name.starts_with("//")) kept.emplace_back(name, without_comments(value));
        return kept;
    }
    return json;
}

template <class Value, std::size_t Size, std::size_t... At>
void read_named(Reader& in, std::string_view key, const Named<Value> (&names)[Size], Value& value,
                std::index_sequence<At...>) {
    if (const auto at = in.maybe_one_of(key, {names[At].name...})) value = names[*at].value;
}

template <class Value, std::size_t Size>
void read_named(Reader& in, std::string_view key, const Named<Value> (&names)[Size], Value& value) {
    read_named(in, key, names, value, std::make_index_sequence<Size>());
}

void read_path(Reader& in, std::string_view key, std::string& path) {
    const auto text = in.maybe_text(key, longest_path);
    if (!text) return;
    if (!text->empty() && (!text->starts_with('/') || text->find('\0') != std::string::npos))
        return in.fail(key, Errc::invalid_value, "a path from the root, beginning with '/'",
                       dump(Json(*text)));
    path = *text;
}

void read_company_id(Reader& in, std::string& id) {
    const std::size_t before = in.problems().size();
    id = in.text("company_id", 64);
    if (in.problems().size() != before) return;
    const bool digits = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (id.empty() || !digits || id.size() > 18)
        in.fail("company_id", Errc::invalid_value, "1 to 18 digits, as a string", dump(Json(id)));
}

void read_provider(Reader& in, std::string& provider) {
    const auto name = in.maybe_text("provider", 32);
    if (!name) return;
    if (!is_provider_name(*name))
        return in.fail("provider", Errc::invalid_value, "a provider's name such as uds", dump(Json(*name)));
    provider = *name;
}

void read_cloud(Reader in, Config::Cloud& cloud) {
    read_provider(in, cloud.provider);
    const std::size_t before = in.problems().size();
    const std::string url = in.text("base_url", 512);
    if (const auto accepted = cloud_base_url(url)) {
        cloud.base_url = *accepted;
    } else if (in.problems().size() == before) {
        const bool names_user = url.find('@') != std::string::npos;  // and perhaps a password
        in.fail("base_url", Errc::invalid_value,
                "https://host[:port][/path], or http:// to a loopback address",
                names_user ? "an address with '@'" : dump(Json(url)));
    }
    read_company_id(in, cloud.company_id);
    read_path(in, "key_file", cloud.key_file);
    read_path(in, "ca_file", cloud.ca_file);
    if (in.has("pins")) cloud.pins = in.texts("pins", 16);
    for (std::size_t i = 0; i < cloud.pins.size(); ++i)
        if (!is_key_pin(cloud.pins[i]))
            in.fail("pins[" + std::to_string(i) + "]", Errc::invalid_value,
                    "base64 of a public key's SHA-256, 44 characters",
                    std::to_string(cloud.pins[i].size()) + " characters");
    const auto header = in.maybe_text("credential_header", 64);
    if (header && !is_credential_header(*header))
        in.fail("credential_header", Errc::invalid_value, "the name of a header that may carry the key",
                dump(Json(*header)));
    if (header) cloud.credential_header = *header;
    in.refuse_unknown(
        {"provider", "base_url", "company_id", "key_file", "ca_file", "pins", "credential_header"});
}

void read_timing(Reader in, Config::Timing& timing) {
    for (const auto& setting : time_settings)
        if (const auto value = in.maybe_integer(setting.name, setting.least, setting.most))
            timing.*setting.member = std::chrono::milliseconds(*value);
    timing.breaker_failures =
        static_cast<int>(in.maybe_integer("breaker_failures", 1, 100).value_or(timing.breaker_failures));
    in.refuse_unknown({"event_deadline_ms", "send_timeout_ms", "probe_interval_ms", "probe_timeout_ms",
                       "settle_horizon_ms", "look_margin_ms", "settings_refresh_ms", "breaker_failures"});
}

void read_replay(Reader in, Config::Replay& replay) {
    const auto time = [&](std::string_view name, std::int64_t least, std::int64_t most,
                          std::chrono::milliseconds& value) {
        if (const auto given = in.maybe_integer(name, least, most)) value = std::chrono::milliseconds(*given);
    };
    replay.parallel = static_cast<int>(in.maybe_integer("parallel", 1, 16).value_or(replay.parallel));
    time("longest_probe_pause_ms", 100, 600'000, replay.longest_probe_pause);
    time("longest_wait_ms", 1'000, 3'600'000, replay.longest_wait);
    in.refuse_unknown({"parallel", "longest_probe_pause_ms", "longest_wait_ms"});
}

void read_rules(Reader in, pricing::Rules& rules) {
    rules.floor = Money(in.maybe_integer("floor", 0, 100).value_or(rules.floor.count));
    if (rules.floor.count > 1 && rules.floor.count < 100)
        in.fail("floor", Errc::invalid_value, "0, 1 or 100", std::to_string(rules.floor.count));
    rules.step = Money(in.maybe_integer("step", 1, 100'000).value_or(rules.step.count));
    for (const auto& rule : rule_switches) rules.*rule.member = in.flag(rule.name, rules.*rule.member);
    if (in.has("excluded_names"))
        for (auto& name : in.texts("excluded_names", 10'000)) rules.excluded_names.insert(std::move(name));
    rules.step_budget = in.maybe_integer("step_budget", 1'000, 1'000'000'000).value_or(rules.step_budget);
    in.refuse_unknown({"floor", "step", "award_tobacco", "exclude_gift_cards", "exclude_advances",
                       "exclude_agent_goods", "exclude_preferential_medicine", "excluded_as_skip_total",
                       "excluded_names", "step_budget"});
}

void read_returns(Reader in, Config::Returns& returns) {
    returns.correct_difference = in.flag("correct_difference", returns.correct_difference);
    if (const auto hours = in.maybe_integer("unproven_sale_age_hours", 0, 720))
        returns.unproven_sale_age = std::chrono::hours(*hours);
    in.refuse_unknown({"correct_difference", "unproven_sale_age_hours"});
}

void read_retention(Reader in, Config::Keeping& keeping) {
    if (const auto value = in.maybe_integer("personal_days", 1, 3650))
        keeping.personal = std::chrono::days(*value);
    if (const auto value = in.maybe_integer("record_days", 366, 3650))
        keeping.records = std::chrono::days(*value);
    in.refuse_unknown({"personal_days", "record_days"});
}

void read_log(Reader in, Config::Log& log) {
    read_named(in, "level", log_level_names, log.level);
    log.max_bytes = in.maybe_integer("max_bytes", 16 << 10, 1 << 30).value_or(log.max_bytes);
    log.files = static_cast<int>(in.maybe_integer("files", 1, 100).value_or(log.files));
    in.refuse_unknown({"level", "max_bytes", "files"});
}

void read_currency(Reader& in, std::string& currency) {
    const auto text = in.maybe_text("currency", 16);
    if (!text) return;
    const bool code = text->size() == 3 &&
                      std::all_of(text->begin(), text->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code)
        return in.fail("currency", Errc::invalid_value, "three capital letters such as RUB or KZT",
                       dump(Json(*text)));
    currency = *text;
}

void read_data_directory(Reader& in, std::string& directory) {
    const std::size_t before = in.problems().size();
    const bool empty = in.text("data_directory", longest_path).empty();
    if (in.problems().size() != before) return;
    if (empty)
        return in.fail("data_directory", Errc::invalid_value, "a path from the root, beginning with '/'",
                       "\"\"");
    read_path(in, "data_directory", directory);
}

void read_all(Reader in, Config& config) {
    config.enabled = in.flag("enabled", config.enabled);
    read_data_directory(in, config.data_directory);
    read_named(in, "language", language_names, config.language);
    read_currency(in, config.currency);
    read_named(in, "fiscal_mode", fiscal_mode_names, config.fiscal_mode);
    read_cloud(in.object("cloud"), config.cloud);
    if (auto timing = in.maybe_object("timing")) read_timing(*timing, config.timing);
    if (auto replay = in.maybe_object("replay")) read_replay(*replay, config.replay);
    if (auto rules = in.maybe_object("rules")) read_rules(*rules, config.rules);
    if (auto returns = in.maybe_object("returns")) read_returns(*returns, config.returns);
    if (auto offline = in.maybe_object("offline")) read_offline(*offline, config.offline);
    if (auto velocity = in.maybe_object("limits")) read_limits(*velocity, config.limits);
    if (auto invitation = in.maybe_object("invitation")) read_invitation(*invitation, config.invitation);
    if (auto retention = in.maybe_object("retention")) read_retention(*retention, config.retention);
    if (auto log = in.maybe_object("log")) read_log(*log, config.log);
    in.refuse_unknown({"enabled", "data_directory", "language", "currency", "fiscal_mode", "cloud", "timing",
                       "replay", "rules", "retention", "returns", "offline", "limits", "invitation", "log"});
}

}  // namespace

ConfigReading read_config(std::string_view json_text) {
    ConfigReading reading;
    const auto json = parse_json(json_text);
    if (!json.has_value()) {
        reading.problems.push_back(text_problem(json.error(), json_text).problem);
        return reading;
    }
    const Json bare = without_comments(json.value());
    read_all(Reader(bare, "", reading.problems), reading.config);
    return reading;
}

}  // namespace tillpoints
