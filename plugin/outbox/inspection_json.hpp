#pragma once
#include "plugin/outbox/outbox.hpp"
#include "protocol/json.hpp"

/// What is stored, as JSON for people and for checks. It holds no personal data.
namespace tillpoints {

Json entry_json(const OutboxEntry& entry);
Json counts_json(const QueueCounts& counts);
Json journal_json(const JournalLine& line);

}  // namespace tillpoints
