#pragma once
#include <chrono>

#include "plugin/config/config.hpp"

/// The names of the configuration's members in its file, used by both reader and writer.
namespace tillpoints {

/// A value and its word in the file.
template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

inline constexpr Named<Language> language_names[] = {
    {"ru", Language::russian}, {"kk", Language::kazakh}, {"en", Language::english}};
inline constexpr Named<FiscalMode> fiscal_mode_names[] = {{"discount", FiscalMode::discount},
                                                          {"tender", FiscalMode::tender}};
inline constexpr Named<LogLevel> log_level_names[] = {{"debug", LogLevel::debug},
                                                      {"info", LogLevel::info},
                                                      {"warning", LogLevel::warning},
                                                      {"error", LogLevel::error}};

/// A time setting in milliseconds and its range.
struct TimeSetting {
    const char* name;
    std::chrono::milliseconds Config::Timing::*member;
    std::int64_t least;
    std::int64_t most;
};

inline constexpr TimeSetting time_settings[] = {
    {"event_deadline_ms", &Config::Timing::event_deadline, 100, 60'000},
    {"send_timeout_ms", &Config::Timing::send_timeout, 100, 300'000},
    {"probe_interval_ms", &Config::Timing::probe_interval, 100, 600'000},
    {"probe_timeout_ms", &Config::Timing::probe_timeout, 100, 60'000},
    {"settle_horizon_ms", &Config::Timing::settle_horizon, 100, 86'400'000},
    {"look_margin_ms", &Config::Timing::look_margin, 100, 86'400'000},
    {"settings_refresh_ms", &Config::Timing::settings_refresh, 100, 86'400'000},
};

/// A rule of the shop that is on or off.
struct RuleSwitch {
    const char* name;
    bool pricing::Rules::*member;
};

inline constexpr RuleSwitch rule_switches[] = {
    {"award_tobacco", &pricing::Rules::award_tobacco},
    {"exclude_gift_cards", &pricing::Rules::exclude_gift_cards},
    {"exclude_advances", &pricing::Rules::exclude_advances},
    {"exclude_agent_goods", &pricing::Rules::exclude_agent_goods},
    {"exclude_preferential_medicine", &pricing::Rules::exclude_preferential_medicine},
    {"excluded_as_skip_total", &pricing::Rules::excluded_as_skip_total},
};

}  // namespace tillpoints
