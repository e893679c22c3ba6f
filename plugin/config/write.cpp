#include <span>

#include "plugin/config/names.hpp"
#include "plugin/config/sections.hpp"
#include "protocol/json.hpp"

namespace tillpoints {
namespace {

template <class Value>
std::string_view name_in(std::span<const Named<Value>> names, Value value) {
    for (const auto& it : names)
        if (it.value == value) return it.name;
    return {};
}

Json texts_of(const auto& texts) {
    Json array = Json::array();
    for (const auto& text : texts) array.push(text);
    return array;
}

Json cloud_of(const Config::Cloud& cloud) {
    return Json::object({{"provider", cloud.provider},
                         {"base_url", cloud.base_url},
                         {"company_id", cloud.company_id},
                         {"key_file", cloud.key_file},
                         {"ca_file", cloud.ca_file},
                         {"pins", texts_of(cloud.pins)},
                         {"credential_header", cloud.credential_header}});
}

Json timing_of(const Config::Timing& timing) {
    Json json = Json::object();
    for (const auto& setting : time_settings) json.set(setting.name, (timing.*setting.member).count());
    json.set("breaker_failures", timing.breaker_failures);
    return json;
}

Json rules_of(const pricing::Rules& rules) {
    Json json = Json::object({{"floor", rules.floor.count}, {"step", rules.step.count}});
    for (const auto& rule : rule_switches) json.set(rule.name, rules.*rule.member);
    json.set("excluded_names", texts_of(rules.excluded_names));
    json.set("step_budget", rules.step_budget);
    return json;
}

}  // namespace

Json to_json(const Config& config) {
    return Json::object(
        {{"enabled", config.enabled},
         {"data_directory", config.data_directory},
         {"language", name_in<Language>(language_names, config.language)},
         {"currency", config.currency},
         {"fiscal_mode", name_in<FiscalMode>(fiscal_mode_names, config.fiscal_mode)},
         {"cloud", cloud_of(config.cloud)},
         {"timing", timing_of(config.timing)},
         {"replay", Json::object({{"parallel", config.replay.parallel},
                                  {"longest_probe_pause_ms", config.replay.longest_probe_pause.count()},
                                  {"longest_wait_ms", config.replay.longest_wait.count()}})},
         {"rules", rules_of(config.rules)},
         {"retention", Json::object({{"personal_days", config.retention.personal.count()},
                                     {"record_days", config.retention.records.count()}})},
         {"returns", Json::object({{"correct_difference", config.returns.correct_difference},
                                   {"unproven_sale_age_hours", config.returns.unproven_sale_age.count()}})},
         {"offline", json_of(config.offline)},
         {"limits", json_of(config.limits)},
         {"invitation", json_of(config.invitation)},
         {"log", Json::object({{"level", name_in<LogLevel>(log_level_names, config.log.level)},
                               {"max_bytes", config.log.max_bytes},
                               {"files", config.log.files}})}});
}

}  // namespace tillpoints
