#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// When a customer's points expire, all at once, if nothing extends them: the programme's months after
/// `since`, at the same time of day; a day the month does not have is its last. Nothing if points never
/// expire.
std::optional<Timestamp> points_expire(const Programme& programme, Timestamp since);

/// When the current period began. After each period all points expire; the first one begins at `since`. The
/// programme must have an expiry.
Timestamp period_begin(const Programme& programme, Timestamp since, Timestamp now);

}  // namespace tillpoints::cloud
