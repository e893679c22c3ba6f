#pragma once
#include <chrono>

#include "plugin/config/config.hpp"

/// How the members of the configuration are called in its file, for the reader and the writer alike.
namespace tillpoints {

inline constexpr std::string_view language_names[] = {"ru", "kk", "en"};
inline constexpr std::string_view fiscal_mode_names[] = {"discount", "tender"};
inline constexpr std::string_view log_level_names[] = {"debug", "info", "warning", "error"};

/// A time setting in milliseconds and what it may be.
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

/// A yes-or-no rule of the shop.
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
