#pragma once
#include "plugin/config/config.hpp"
#include "plugin/outbox/outbox.hpp"
#include "protocol/json.hpp"

namespace tillpoints::abi {

/// Whether a register ever ran with this configuration: its database exists.
bool was_started(const Config& config);

/// What the data directory tells besides the queue:
/// {"running":process|null,"disk":{"directory","free_bytes"}, "last_error":log line|null}.
Json directory_json(const Config& config);

/// What the last run reported of the link (runtime/link_report.hpp), or an empty object if it never did.
Json link_report_json(Outbox& outbox);

}  // namespace tillpoints::abi
