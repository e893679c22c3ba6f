#include "plugin/replay/decide.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::replay {
namespace {

std::optional<Timestamp> back_to(const std::optional<SentAt>& sent, const Policy& policy) {
    if (!sent || !sent->cloud) return {};
    return *sent->cloud - policy.look_margin;
}

Send first_mark_sent(OutboxEntry entry, Now now) {
    move_to(entry, EntryState::sent);
    entry.tries += 1;
    if (!entry.first_sent) entry.first_sent = sent_at(now);
    entry.last_sent = sent_at(now);
    return {std::move(entry)};
}

/// A refused offline redemption is not sent again: its sale is awarded by another entry already, and would be
/// awarded twice.
Settle park_again(OutboxEntry entry) {
    park(entry, {Errc::duplicate, "what was paid is awarded already, as " + award_instead_of(entry).text,
                 loss_of(entry)});
    return {std::move(entry)};
}

/// Looks for the sale that another terminal made: by its number, or by its receipt's id.
Look sale_of(const RefundEntry& refund) {
    const auto parts = parts_of(refund.number);
    if (!parts.attempt.empty()) return {refund.number, false, {}, refund.sold_at};
    return {parts.receipt + "/", true, {}, refund.sold_at, parts.installation};
}

Decision send_pending(const OutboxEntry& entry, Now now) {
    if (const auto* offline_redemption = offline_redemption_of(entry);
        offline_redemption && offline_redemption->refused)
        return park_again(entry);
    const auto* refund = std::get_if<RefundEntry>(&entry.body);
    if (refund && !refund->operation) return LookUp{sale_of(*refund)};
    return first_mark_sent(entry, now);
}

Decision settle_sent(const OutboxEntry& entry, const Policy& policy) {
    return std::visit(
        Overloaded{
            [&](const PurchaseEntry&) -> Decision {
                return LookUp{{number_of(entry), false, {}, back_to(entry.first_sent, policy)}};
            },
            [&](const RefundEntry& refund) -> Decision {
                return LookUp{{"", false, refund.operation, back_to(entry.first_sent, policy)}};
            },
            [&](const RewardEntry&) -> Decision {
                // No list shows rewards: only a person can tell whether it happened.
                OutboxEntry parked = entry;
                park(parked,
                     {Errc::timed_out, "a correction of points was sent and not answered", loss_of(entry)});
                return Settle{std::move(parked)};
            },
        },
        entry.body);
}

Decision reverse(const OutboxEntry& entry, Now now) {
    Send send{entry};
    move_to(send.entry, EntryState::reversal_sent);
    send.entry.tries += 1;
    if (!send.entry.reversal_first_sent) send.entry.reversal_first_sent = sent_at(now);
    send.entry.last_sent = sent_at(now);
    return send;
}

OutboxEntry moved(OutboxEntry entry, EntryState to) {
    move_to(entry, to);
    return entry;
}

}  // namespace

std::chrono::milliseconds since(const SentAt& sent, Now now) {
    // After a restart the terminal's clock may have been set: until the cloud has told its time again,
    // nothing is known to have passed.
    if (sent.cloud && !now.cloud) return std::chrono::milliseconds(0);
    const auto elapsed = sent.cloud ? *now.cloud - *sent.cloud : now.local - sent.local;
    return std::max(elapsed, std::chrono::milliseconds(0));
}

Decision decide(const OutboxEntry& entry, Now now, const Policy& policy) {
    if (!is_live(entry)) return Rest{};
    if (entry.state == EntryState::confirmed) return Settle{moved(entry, EntryState::reversing)};
    const bool unwanted = entry.wanted == Wanted::withdraw;
    if (entry.state == EntryState::pending && unwanted) return Settle{moved(entry, EntryState::withdrawn)};
    if (entry.not_before > now.local) return Wait{entry.not_before};
    switch (entry.state) {
        case EntryState::pending:
            return send_pending(entry, now);
        case EntryState::sent:
            return settle_sent(entry, policy);
        case EntryState::reversing:
            return reverse(entry, now);
        // The look reaches back to the sale, because a cloud may show no reversal but the sale as cancelled.
        default:
            return LookUp{{"", false, entry.operation, back_to(entry.first_sent, policy)}};
    }
}

}  // namespace tillpoints::replay
