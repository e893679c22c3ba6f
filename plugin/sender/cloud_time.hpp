#pragma once
#include <optional>

#include "plugin/ports/outbox_executor.hpp"

namespace tillpoints {

/// The named value that holds the cloud's time when the database was last written, in milliseconds:
/// everything that was sent before is known to the database.
inline constexpr const char* cloud_time_name = "cloud_time";

/// Nothing where none was noted.
std::optional<Timestamp> stored_cloud_time(Outbox& outbox);

}  // namespace tillpoints
