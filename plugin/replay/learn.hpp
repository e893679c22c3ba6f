#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/findings.hpp"
#include "plugin/replay/link_report.hpp"
#include "plugin/replay/policy.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::replay {

/// What the receipt that waits for this entry may be told.
enum class EntryOutcome {
    none,  ///< go on: the next step may still confirm it
    confirmed,
    refused,  ///< by the cloud, for certain, because of `reason`
    unclear,  ///< not confirmed now; it must be withdrawn if the receipt cannot wait
    withdrawn,
};

struct Learned {
    OutboxEntry entry;
    LinkStatus link_status = LinkStatus::open;
    EntryOutcome entry_outcome = EntryOutcome::none;
    std::optional<Errc> reason;
    std::vector<OutboxEntry> follow_ups;  ///< new entries this outcome calls for
    std::string note;                     ///< for the journal; empty: nothing worth a line
};

/// What the answer to a send means (the entry as stored before the send). `retry_after` from a 429.
Learned learn(const OutboxEntry& sent, const SendResult& result,
              std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy);

/// What a look-up's findings mean. `started`: when it began.
Learned learn(const OutboxEntry& entry, const Findings& seen, Now started, const Policy& policy);

/// What a look-up that failed says about the link.
LinkReport look_failure(const SendResult& result);
/// The same for the entry that was looked up, of which it says nothing.
Learned look_failed(const OutboxEntry& entry, const SendResult& result, Now now, const Policy& policy);

}  // namespace tillpoints::replay
