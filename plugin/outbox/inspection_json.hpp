#pragma once
#include "plugin/outbox/outbox.hpp"
#include "protocol/json.hpp"

/// Stored records as JSON for operators and for checks, without personal data.
namespace tillpoints {

Json entry_json(const OutboxEntry& entry);
Json counts_json(const QueueCounts& counts);
Json journal_json(const JournalLine& line);

}  // namespace tillpoints
