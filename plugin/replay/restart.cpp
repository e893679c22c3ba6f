#include "plugin/replay/restart.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/agreement.hpp"
#include "plugin/replay/command.hpp"
#include "plugin/replay/outcome.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

/// The entry as if it had been sent right after the database was last written.
OutboxEntry as_sent(OutboxEntry entry, const Survey& survey) {
    move_to(entry, EntryState::sent);
    if (!entry.first_sent) entry.first_sent = SentAt{survey.started.local, survey.since};
    entry.last_sent = sent_at(survey.started);
    return entry;
}

/// What the survey found under the entry's number and is not another's.
std::vector<Operation> own_sales(const OutboxEntry& sent, const Survey& survey, const Policy& policy) {
    std::vector<Operation> own;
    for (const auto& sale : survey.sales)
        if (sale.receipt_number == number_of(sent) && agreement(sent, sale, policy) != Agreement::anothers)
            own.push_back(sale);
    return own;
}

/// A person decides about a parked entry, and its loss stays as it is; but it is not certainly absent any
/// more.
std::optional<Learned> contradicted_parked(const OutboxEntry& entry, const Survey& survey,
                                           const Policy& policy) {
    const OutboxEntry sent = as_sent(entry, survey);
    if (!std::holds_alternative<PurchaseEntry>(entry.body) || own_sales(sent, survey, policy).empty())
        return {};
    OutboxEntry marked = entry;
    marked.first_sent = sent.first_sent;
    marked.last_sent = sent.last_sent;
    return Learned{std::move(marked),
                   LinkStatus::open,
                   EntryOutcome::none,
                   {},
                   {},
                   "the cloud has it: it was sent before the database was restored"};
}

/// The operation is the award that took the place of this offline redemption when the cloud refused it.
bool is_award_instead(const Operation& sale, const OutboxEntry& entry) {
    const auto installation = parts_of(number_of(entry)).installation;
    return offline_redemption_of(entry) &&
           sale.receipt_number == number_for(award_instead_of(entry), installation);
}

/// The same as after the refusal that the database does not know. The award is looked up before it counts.
Learned refused_in_an_earlier_life(const OutboxEntry& entry, const Survey& survey) {
    Learned learned = offline_redemption_refused(entry, Errc::duplicate);
    for (auto& award : learned.follow_ups) award = as_sent(std::move(award), survey);
    return learned;
}

std::optional<Learned> contradicted_purchase(const OutboxEntry& entry, const Survey& survey,
                                             const Policy& policy) {
    const std::string number = number_of(entry);
    const OutboxEntry sent = as_sent(entry, survey);
    Findings own;
    own.look.number = number;
    own.complete = true;
    own.sales = own_sales(sent, survey, policy);
    const Operation* other_attempt = nullptr;
    for (const auto& sale : survey.sales) {
        const auto& found = *sale.receipt_number;
        const bool same_receipt =
            !parts_of(number).installation.empty() && every_attempt_of(found) == every_attempt_of(number);
        // An award in the place of a refused redemption was made, also if a return has reversed it since.
        const bool made = sale.state == OperationState::normal || is_award_instead(sale, entry);
        if (found != number && same_receipt && made) other_attempt = &sale;
    }
    if (!own.sales.empty()) {
        auto learned = learn(sent, own, survey.started, policy);
        learned.note += ": it was sent before the database was restored";
        return learned;
    }
    // An attempt that was given up is not wanted: the database may know the other one, which took its place.
    if (other_attempt && entry.wanted == Wanted::keep && is_award_instead(*other_attempt, entry))
        return refused_in_an_earlier_life(entry, survey);
    if (other_attempt && entry.wanted == Wanted::keep)
        return parked(entry, Errc::duplicate,
                      "the cloud has " + *other_attempt->receipt_number +
                          " of this receipt, which this database does not know");
    return {};
}

std::optional<Learned> contradicted_refund(const OutboxEntry& entry, const Survey& survey,
                                           const std::vector<OperationId>& claimed) {
    const auto& refund = std::get<RefundEntry>(entry.body);
    const auto may_be_its = [&](const Operation& reversal) {
        const bool same_sum = !refund.partial || reversal.total == -*refund.partial;
        return refund.operation && reversal.origin == refund.operation && same_sum &&
               std::find(claimed.begin(), claimed.end(), reversal.id) == claimed.end();
    };
    if (std::none_of(survey.reversals.begin(), survey.reversals.end(), may_be_its)) return {};
    return parked(entry, Errc::duplicate,
                  "the cloud has a refund of this sum that no entry here made: another terminal made it, or "
                  "this one before its database was restored");
}

}  // namespace

OutboxEntry doubtful_correction(OutboxEntry correction, Now now) {
    move_to(correction, EntryState::sent);
    correction.first_sent = correction.last_sent = sent_at(now);
    park(
        correction,
        {Errc::timed_out,
         "it follows from a return that an earlier run had sent, and no list shows whether it was given then",
         loss_of(correction)});
    return correction;
}

Look survey_look(std::string installation, std::optional<Timestamp> written, const Policy& policy) {
    Look look{"", true, {}, {}, std::move(installation)};
    if (written) look.back_to = *written - policy.look_margin;
    return look;
}

bool unknown_to(const std::optional<OutboxEntry>& stored, const Operation& sale) {
    const bool its = stored && number_of(*stored) == sale.receipt_number;
    // A number that names no installation is any register's, unless an entry here has it.
    if (parts_of(*sale.receipt_number).installation.empty()) return its && believed_absent(*stored);
    return !its || believed_absent(*stored);
}

bool believed_absent(const OutboxEntry& entry) {
    return entry.state == EntryState::pending ||
           (entry.state == EntryState::parked && certainly_absent(entry));
}

std::optional<Learned> contradicted(const OutboxEntry& entry, const Survey& survey,
                                    const std::vector<OperationId>& claimed, const Policy& policy) {
    using Result = std::optional<Learned>;
    if (!believed_absent(entry)) return {};
    if (entry.state == EntryState::parked) return contradicted_parked(entry, survey, policy);
    return std::visit(
        Overloaded{[&](const PurchaseEntry&) { return contradicted_purchase(entry, survey, policy); },
                   [&](const RefundEntry&) { return contradicted_refund(entry, survey, claimed); },
                   [&](const RewardEntry&) {
                       // As one that was sent, so that no operator has it sent again.
                       return Result(parked(as_sent(entry, survey), Errc::timed_out,
                                            "an earlier run left it, and no list shows corrections: if the "
                                            "database was restored, this one may have been made"));
                   }},
        entry.body);
}

}  // namespace tillpoints::replay
