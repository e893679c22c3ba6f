#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/findings.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/policy.hpp"

/// After a start the database may be older than what the cloud has from this installation: it was restored
/// from a backup, or a copy of it runs elsewhere. What it says was not sent may then have been sent. One
/// look-up, the survey, compares both before anything that an earlier run left is sent. Pure.
namespace tillpoints::replay {

struct Survey {
    /// The installation's purchases that the database does not know as sent, and all reversals, both made
    /// since the database was last written.
    std::vector<loyalty::Operation> sales;
    std::vector<loyalty::Operation> reversals;
    /// The cloud's time when the database was last written: it knows everything that was sent before.
    std::optional<Timestamp> since;
    Now started;
};

/// The look-up of the survey. `written`: as `Survey::since`; without it the whole list is read.
Look survey_look(std::string installation, std::optional<Timestamp> written, const Policy& policy);

/// `stored`: the entry that the database has under the number of an operation that the survey found.
bool unknown_to(const std::optional<OutboxEntry>& stored, const loyalty::Operation& sale);

/// A correction that follows from a return which an earlier run sent and a look-up has found. If the database
/// was restored, the correction may have been given, and no list shows corrections: it is parked as one that
/// was sent.
OutboxEntry doubtful_correction(OutboxEntry correction, Now now);

/// By the database alone nothing of the entry is in the cloud: it is pending, or was parked because of a
/// refusal.
bool believed_absent(const OutboxEntry& entry);

/// What becomes of such an entry that the survey contradicts: a purchase that is in the cloud is confirmed
/// (or taken back if it is not wanted); where it is not certain, the entry is parked. One that is parked
/// stays so and is only marked as perhaps sent. Nothing: it may be sent.
///
/// `claimed`: reversals that other entries of the database made; asked for returns only. A return whose
/// operation is not known yet is not contradicted.
std::optional<Learned> contradicted(const OutboxEntry& entry, const Survey& survey,
                                    const std::vector<OperationId>& claimed, const Policy& policy);

}  // namespace tillpoints::replay
