#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "cloud/api/request_context.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// Members of the programme for whom every condition that is given holds.
struct Segment {
    std::optional<std::string> tier;
    std::optional<std::string> source;
    std::optional<std::string> tag;
    std::optional<std::string> without_tag;
    std::optional<std::int64_t> branch;  ///< where the last unrefunded purchase was made
    std::optional<bool> bought;
    std::optional<std::chrono::days> silent;  ///< so long since the last unrefunded purchase, or longer
    std::optional<std::int64_t> purchases;    ///< unrefunded ones, at least
    std::optional<Money> spent;               ///< in money, refunds taken off, at least
    std::optional<std::chrono::days> birthday_within;  ///< from today on
    friend bool operator==(const Segment&, const Segment&) = default;
};

/// `{tier?, source?, tag?, without_tag?, branch?, bought?, silent_days?, purchases?, spent?,
/// birthday_days?}`; everybody without it.
Segment read_segment(std::optional<Reader> in);

/// The conditions that a call gave, as they are stored: JSON. Nothing if they cannot be read, because without
/// its conditions a segment would be everybody.
std::optional<Segment> stored_segment(const std::string& conditions);

/// Blocked customers and those who are known by phone only belong to none.
bool belongs(RequestContext& context, const CustomerRecord& customer, const Segment& segment);

/// Is there a birthday on one of the days from `today` on? That of a 29 February is kept on the 28th in other
/// years. `birth_date` as 1990-02-28; pure.
bool has_birthday_within(const std::string& birth_date, std::chrono::sys_days today, std::chrono::days days);

/// The stored conditions as they are shown; none where a hand in the database left no JSON, so that what they
/// belong to can be listed all the same.
Json shown_conditions(const std::string& conditions);

}  // namespace tillpoints::cloud
