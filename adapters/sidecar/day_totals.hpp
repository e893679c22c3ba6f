#pragma once
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tillpoints::sidecar {

/// Adds one finished receipt to {"sales","sold","returns","paid_back","with_card","points","earned",
/// "by_cashier":{id:{...the same without this}}}. Pure.
void add_to_totals(nlohmann::json& totals, const nlohmann::json& receipt);
nlohmann::json empty_totals();

/// The value below which this share of the values lies (nearest rank); 0 for none. Pure.
std::int64_t percentile(std::vector<std::int64_t> values, int percent);

/// The first second of a day "2026-11-29" of a shop that is `utc_offset` ahead of UTC, as Unix time; -1 if it
/// is no day. Pure.
std::int64_t day_start(const std::string& day, std::chrono::minutes utc_offset);
/// The day of the shop at this time. Pure.
std::string day_at(std::int64_t unix_time, std::chrono::minutes utc_offset);

}  // namespace tillpoints::sidecar
