#include "plugin/replay/decide.hpp"
#include "protocol/overloaded.hpp"

#include <algorithm>

#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"

namespace tillpoints::replay {
namespace {

std::optional<Timestamp> back_to(const std::optional<SentAt>& sent, const Policy& policy) {
    if (!sent || !sent->cloud) return {};
    return *sent->cloud - policy.look_margin;
}

Send first_mark_sent(Fact fact, loyalty::Call call, Now now) {
    fact.state = FactState::sent;
    fact.tries += 1;
    if (!fact.first_sent) fact.first_sent = sent_at(now);
    fact.last_sent = sent_at(now);
    return {std::move(fact), std::move(call)};
}

/// Its award was made without it: sent again, the sale would be awarded twice.
Settle park_again(Fact fact) {
    fact.state = FactState::parked;
    fact.parking =
        Parking{Errc::duplicate, "what was paid is awarded already, as " + award_instead_of(fact).text,
                loss_of(fact)};
    return {std::move(fact)};
}

/// A percent programme takes its discount off whatever does not skip it; from a sale at full price nothing
/// was. Only the call is told so: sent again, it may meet another programme.
Send send_purchase(const Fact& fact, Now now, const Policy& policy) {
    auto call = std::get<PurchaseFact>(fact.body).operation;
    if (policy.programme == loyalty::DiscountPolicy::apply_discount && call.cash == call.total)
        call.skip_loyalty_total = call.total;
    call.number = fact.id.text;
    return first_mark_sent(fact, std::move(call), now);
}

Decision send_pending(const Fact& fact, Now now, const Policy& policy) {
    if (const auto* promise = promise_of(fact); promise && promise->refused) return park_again(fact);
    return std::visit(
        Overloaded{
            [&](const PurchaseFact&) -> Decision { return send_purchase(fact, now, policy); },
            [&](const RefundFact& refund) -> Decision {
                if (!refund.operation)
                    return LookUp{{refund.number, refund.number.ends_with('/'), {}, refund.sold_at}};
                return first_mark_sent(fact, loyalty::RefundOperation{*refund.operation, refund.partial},
                                       now);
            },
            [&](const RewardFact& reward) -> Decision {
                return first_mark_sent(
                    fact, loyalty::Reward{reward.points, {reward.participant}, reward.comment, true}, now);
            },
        },
        fact.body);
}

Decision settle_sent(const Fact& fact, const Policy& policy) {
    return std::visit(Overloaded{
                          [&](const PurchaseFact&) -> Decision {
                              return LookUp{{fact.id.text, false, {}, back_to(fact.first_sent, policy)}};
                          },
                          [&](const RefundFact& refund) -> Decision {
                              return LookUp{{"", false, refund.operation, back_to(fact.first_sent, policy)}};
                          },
                          [&](const RewardFact&) -> Decision {
                              // No list shows rewards: only a person can tell whether it happened.
                              Fact parked = fact;
                              parked.state = FactState::parked;
                              parked.parking =
                                  Parking{Errc::timed_out, "a correction of points was sent and not answered",
                                          loss_of(fact)};
                              return Settle{std::move(parked)};
                          },
                      },
                      fact.body);
}

Decision reverse(const Fact& fact, Now now) {
    Send send{fact, loyalty::RefundOperation{*fact.operation, {}}};
    send.fact.state = FactState::reversal_sent;
    send.fact.tries += 1;
    if (!send.fact.reversal_first_sent) send.fact.reversal_first_sent = sent_at(now);
    send.fact.last_sent = sent_at(now);
    return send;
}

Fact with_state(Fact fact, FactState state) {
    fact.state = state;
    return fact;
}

}  // namespace

std::chrono::milliseconds since(const SentAt& sent, Now now) {
    // After a restart the terminal's clock may have been set: until the cloud has told its time again,
    // nothing is known to have passed.
    if (sent.cloud && !now.cloud) return std::chrono::milliseconds(0);
    const auto elapsed = sent.cloud ? *now.cloud - *sent.cloud : now.local - sent.local;
    return std::max(elapsed, std::chrono::milliseconds(0));
}

Decision decide(const Fact& fact, Now now, const Policy& policy) {
    if (!is_live(fact)) return Rest{};
    if (fact.state == FactState::confirmed) return Settle{with_state(fact, FactState::reversing)};
    const bool unwanted = fact.wanted == Wanted::withdraw;
    if (fact.state == FactState::pending && unwanted) return Settle{with_state(fact, FactState::withdrawn)};
    if (fact.not_before > now.local) return Wait{fact.not_before};
    switch (fact.state) {
        case FactState::pending:
            return send_pending(fact, now, policy);
        case FactState::sent:
            return settle_sent(fact, policy);
        case FactState::reversing:
            return reverse(fact, now);
        // As far as the sale: a cloud may show no reversal but the sale itself as cancelled.
        default:
            return LookUp{{"", false, fact.operation, back_to(fact.first_sent, policy)}};
    }
}

}  // namespace tillpoints::replay
