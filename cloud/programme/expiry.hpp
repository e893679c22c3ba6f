#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// When a customer's points expire, all at once, if nothing extends them: the programme's months after
/// `since`, at the same time of day; a day the month does not have is its last. Nothing if points never
/// expire.
std::optional<Timestamp> points_expire(const Programme& programme, Timestamp since);

/// Where the period began in which `now` lies, of the periods after which points expire, counted from `since`
/// on. The programme lets points expire.
Timestamp period_begin(const Programme& programme, Timestamp since, Timestamp now);

}  // namespace tillpoints::cloud
