#include "plugin/replay/learn.hpp"

#include <algorithm>

#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Accepted;
using loyalty::Operation;
using loyalty::Refusal;

bool about_the_shop(Errc code) {
    return code == Errc::unauthorized || code == Errc::forbidden || code == Errc::company_inactive;
}

bool in_flight(const Fact& fact) {
    return fact.state == FactState::sent || fact.state == FactState::reversal_sent;
}

/// A stranger who answers in the cloud's place is a matter for a person, a broken line is not.
Road road_without_answer(Errc code) {
    return code == Errc::not_the_cloud || code == Errc::certificate_rejected ? Road::closed : Road::broken;
}

/// What an outcome says about the way to the cloud, whatever was asked.
struct Way {
    Road road = Road::open;
    std::optional<Errc> reason;
};

Way way_of(const SendResult& result) {
    if (const auto* unanswered = std::get_if<Unanswered>(&result))
        return {road_without_answer(unanswered->code), unanswered->code};
    const auto& answer = std::get<loyalty::Answer>(result);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) {
        if (about_the_shop(refusal->code)) return {Road::closed, refusal->code};
        return {refusal->status >= 500 ? Road::broken : Road::open, refusal->code};
    }
    if (std::holds_alternative<Operation>(answer) || std::holds_alternative<Accepted>(answer)) return {};
    return {Road::broken, Errc::not_the_cloud};
}

/// The state before the send: certainly nothing new happened.
Fact undone(Fact fact) {
    fact.state = fact.state == FactState::reversal_sent ? FactState::reversing : FactState::pending;
    return fact;
}

/// Was an earlier send of this step unclear? Then `first_sent` is older than this send.
bool unclear_before(const Fact& fact) {
    const auto& first = fact.state == FactState::reversal_sent ? fact.reversal_first_sent : fact.first_sent;
    return first && fact.last_sent && *first != *fact.last_sent;
}

/// Nothing of this step was ever unclear: forget the marks that the send made.
Fact unmarked(Fact fact) {
    if (!unclear_before(fact)) {
        auto& first = fact.state == FactState::reversal_sent ? fact.reversal_first_sent : fact.first_sent;
        first.reset();
        fact.last_sent.reset();
    }
    return fact;
}

Learned unsent(const Fact& fact, Road road, std::optional<Errc> reason) {
    return {undone(unmarked(fact)), road, News::unclear, reason, {}, ""};
}

/// A sale at full price does not add up under a percent programme, and that it is one nobody may have heard
/// when it was sent. The tries are counted: what never adds up is a person's matter.
bool awaits_the_programme(const Fact& fact, Errc code, const Policy& policy) {
    constexpr int unheard_tries = 40;
    constexpr int heard_tries = 3;
    const auto* purchase = std::get_if<PurchaseFact>(&fact.body);
    if (!purchase || fact.state != FactState::sent || code != Errc::invalid_checksum) return false;
    if (purchase->operation.cash != purchase->operation.total) return false;
    if (!policy.programme) return fact.tries < unheard_tries;
    return policy.programme == loyalty::DiscountPolicy::apply_discount && fact.tries < heard_tries;
}

Learned refused_for_certain(Fact fact, Errc code) {
    if (fact.state == FactState::reversal_sent) {
        // It may be refunded already: the list tells.
        fact.refusal = code;
        return {std::move(fact), Road::open, News::none, code, {}, "refund refused, to be looked up"};
    }
    if (std::holds_alternative<PurchaseFact>(fact.body)) return purchase_refused(std::move(fact), code);
    return parked_unhappened(std::move(fact), code, "the cloud refuses it");
}

Learned learn_refusal(Fact fact, const Refusal& refusal, std::optional<std::chrono::milliseconds> retry_after,
                      Now now, const Policy& policy) {
    if (about_the_shop(refusal.code)) return unsent(fact, Road::closed, refusal.code);
    if (refusal.code == Errc::too_many_requests) {
        Learned later = unsent(fact, Road::open, refusal.code);
        const auto pause = retry_after.value_or(policy.retry_later);
        later.fact.not_before =
            now.local + std::clamp(pause, std::chrono::milliseconds(0), policy.longest_pause);
        return later;
    }
    if (refusal.status >= 500)
        return {std::move(fact), Road::broken, News::none, refusal.code, {}, "answered 5xx, unclear"};
    const bool may_be_ours =
        unclear_before(fact) || refusal.code == Errc::receipt_exists || refusal.status == 409;
    if (!may_be_ours && awaits_the_programme(fact, refusal.code, policy)) {
        Learned later = unsent(fact, Road::open, refusal.code);
        later.fact.not_before = now.local + policy.look_cap;
        return later;
    }
    if (!may_be_ours) return refused_for_certain(std::move(fact), refusal.code);
    fact.refusal = refusal.code;
    return {std::move(fact), Road::open, News::none,
            refusal.code,    {},         "refused after an unclear send, to be looked up"};
}

Learned learn_operation(Fact fact, const Operation& operation, const Policy& policy) {
    if (fact.state == FactState::reversal_sent) return learn_reversal(std::move(fact), operation);
    if (std::holds_alternative<RefundFact>(fact.body))
        return learn_refund(std::move(fact), operation, policy);
    const bool unclear = unclear_before(fact);
    if (std::holds_alternative<PurchaseFact>(fact.body))
        return learn_purchase(std::move(fact), operation, unclear);
    return {std::move(fact), Road::broken, News::none, Errc::not_the_cloud, {}, "answered something else"};
}

}  // namespace

Money loss_of(const Fact& fact) {
    if (const auto* purchase = std::get_if<PurchaseFact>(&fact.body)) return discount_of(*purchase);
    if (const auto* refund = std::get_if<RefundFact>(&fact.body))
        return worth(refund->carried.value_or(Points()));
    const Points points = std::get<RewardFact>(fact.body).points;
    return worth(std::max(points, -points));
}

Learned answered_strangely(Fact fact) {
    fact.refusal = strange_answer;
    return {std::move(fact), Road::open, News::none, {}, {}, "answered, to be looked up"};
}

Learned parked(Fact fact, Errc reason, std::string detail, Money loss) {
    std::string note = "parked: " + std::string(name_of(reason));
    fact.state = FactState::parked;
    fact.parking = Parking{reason, std::move(detail), loss};
    // Unclear and not refused: what a person must look at is not settled, and nothing may be tried beside it.
    return {std::move(fact), Road::open, News::unclear, reason, {}, std::move(note)};
}

Learned parked(Fact fact, Errc reason, std::string detail) {
    const Money loss = loss_of(fact);
    return parked(std::move(fact), reason, std::move(detail), loss);
}

Learned parked_unhappened(Fact fact, Errc reason, std::string detail) {
    fact.first_sent.reset();
    fact.last_sent.reset();
    fact.refusal.reset();
    return parked(std::move(fact), reason, std::move(detail));
}

bool absence_counts(const Fact& fact, const Scan& scan, Now started, const Policy& policy) {
    return scan.complete() && fact.last_sent && since(*fact.last_sent, started) >= policy.settle_horizon;
}

Learned look_later(Fact fact, Now now, const Policy& policy) {
    // Nothing was sent where another till's sale is looked for: nobody waits, so there is no hurry.
    const auto waited = fact.last_sent ? since(*fact.last_sent, now) : policy.look_cap;
    const auto left = std::max(policy.settle_horizon - waited, std::chrono::milliseconds(0));
    auto pause = std::clamp(waited, policy.look_again, policy.look_cap);
    if (left > std::chrono::milliseconds(0)) pause = std::min(pause, left);
    fact.not_before = now.local + pause;
    return {std::move(fact), Road::open, News::unclear, Errc::timed_out, {}, ""};
}

Learned learn(const Fact& sent, const SendResult& result,
              std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy) {
    if (!in_flight(sent)) {
        const auto [road, reason] = way_of(result);
        return {sent, road, News::none, reason, {}, ""};
    }
    if (const auto* unanswered = std::get_if<Unanswered>(&result)) {
        const Road road = road_without_answer(unanswered->code);
        if (unanswered->unsent) return unsent(sent, road, unanswered->code);
        return {sent, road, News::none, unanswered->code, {}, "no answer, unclear"};
    }
    const auto& answer = std::get<loyalty::Answer>(result);
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        return learn_refusal(sent, *refusal, retry_after, now, policy);
    if (const auto* operation = std::get_if<Operation>(&answer))
        return learn_operation(sent, *operation, policy);
    const auto* accepted = std::get_if<Accepted>(&answer);
    if (accepted && std::holds_alternative<RewardFact>(sent.body)) return learn_reward(sent, *accepted);
    return {sent, Road::broken, News::none, Errc::not_the_cloud, {}, "answered something else"};
}

Learned learn(const Fact& fact, const Scan& scan, Now started, const Policy& policy) {
    if (!is_live(fact)) return {fact, Road::open, News::none, {}, {}, ""};
    if (fact.state == FactState::reversal_sent) return learn_reversal(fact, scan, started, policy);
    if (std::holds_alternative<RefundFact>(fact.body)) return learn_refund(fact, scan, started, policy);
    return learn_purchase(fact, scan, started, policy);
}

Learned look_failed(const Fact& fact, const SendResult& result, Now now, const Policy& policy) {
    Learned later = look_later(fact, now, policy);
    const Way way = way_of(result);
    later.road = way.road;
    later.reason = way.reason;
    return later;
}

}  // namespace tillpoints::replay
