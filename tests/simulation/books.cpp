#include "tests/simulation/books.hpp"

#include <algorithm>

namespace tillpoints::simulation {

using loyalty::OperationState;

Books::Books(Shop& shop) : shop_(shop) {
    for (std::size_t till = 0; till < shop.tills(); ++till)
        shop.till(till)
            .outbox()
            .each_fact([&](const Fact& fact) {
                places_.emplace(fact.id, facts_.size());
                by_receipt_.emplace(fact.receipt, facts_.size());
                facts_.push_back({fact, till});
            })
            .value();
}

const Fact* Books::fact(const FactId& id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &facts_[place->second].fact;
}

std::vector<const Fact*> Books::facts_of(const ReceiptId& receipt) const {
    std::vector<const Fact*> out;
    const auto [first, last] = by_receipt_.equal_range(receipt);
    for (auto at = first; at != last; ++at) out.push_back(&facts_[at->second].fact);
    return out;
}

const Posting* Books::posting(OperationId id) const {
    const auto& all = shop_.cloud.postings();
    const auto index = static_cast<std::size_t>(id.value - 1);
    return id.value >= 1 && index < all.size() ? &all[index] : nullptr;
}

std::vector<const Posting*> Books::sales_with(const std::string& number) const {
    std::vector<const Posting*> out;
    for (const auto& it : shop_.cloud.postings())
        if (it.shown.state != OperationState::reversal && it.shown.receipt_number == number)
            out.push_back(&it);
    return out;
}

std::vector<const Posting*> Books::reversals_of(OperationId sale) const {
    std::vector<const Posting*> out;
    for (const auto& it : shop_.cloud.postings())
        if (it.shown.state == OperationState::reversal && it.shown.origin == sale) out.push_back(&it);
    return out;
}

bool Books::given_back_by(const Posting& sale, Timestamp time) const {
    Money sum;
    for (const auto* reversal : reversals_of(sale.shown.id))
        if (reversal->shown.created <= time) sum -= reversal->shown.total;
    return sum >= sale.shown.total;
}

std::int64_t Books::claims(OperationId reversal) const {
    std::int64_t count = 0;
    const auto origin = posting(reversal)->shown.origin;
    for (const auto& [fact, till] : facts_) {
        const bool taken_back =
            fact.state == FactState::withdrawn && !fact.reversal && fact.operation == origin;
        if (fact.reversal == reversal || taken_back) count += 1;
    }
    return count;
}

bool Books::may_be_unclear(const Posting& reversal) const {
    std::size_t unclaimed = 0;
    for (const auto* other : reversals_of(*reversal.shown.origin))
        if (claims(other->shown.id) == 0) unclaimed += 1;
    std::size_t in_doubt = 0;
    for (const auto& [fact, till] : facts_) {
        if (fact.state != FactState::parked && fact.state != FactState::written_off) continue;
        const auto* refund = std::get_if<RefundFact>(&fact.body);
        if (fact.operation == reversal.shown.origin || (refund && refund->operation == reversal.shown.origin))
            in_doubt += 1;
    }
    return unclaimed <= in_doubt;
}

std::int64_t Books::rewards_for(const Fact& correction) const {
    std::int64_t count = 0;
    const auto& body = std::get<RewardFact>(correction.body);
    for (const auto& reward : shop_.cloud.rewards())
        if (reward.comment == body.comment && reward.points == body.points && reward.who == body.participant)
            count += 1;
    return count;
}

bool Books::has_fact(const RewardPosting& reward) const {
    for (const auto& [fact, till] : facts_) {
        const auto* body = std::get_if<RewardFact>(&fact.body);
        if (body && body->comment == reward.comment && body->points == reward.points) return true;
    }
    return false;
}

bool Books::in_place_of_a_promise(const std::string& number) const {
    return std::any_of(facts_.begin(), facts_.end(), [&](const Entry& entry) {
        const auto* promise = promise_of(entry.fact);
        return promise && promise->refused && award_instead_of(entry.fact).text == number;
    });
}

bool Books::stands_on_parked(const Fact& fact) const {
    auto after = fact.after;
    while (after) {
        const Fact* stands_on = this->fact(*after);
        if (!stands_on) return false;
        if (stands_on->state == FactState::parked) return true;
        after = stands_on->after;
    }
    return false;
}

Points Books::moved_by(const Fact& fact, ParticipantId member) const {
    if (std::holds_alternative<RewardFact>(fact.body)) {
        const auto& body = std::get<RewardFact>(fact.body);
        const bool paid = fact.state == FactState::confirmed || rewards_for(fact) == 1;
        return paid && body.participant == member ? body.points : Points();
    }
    const auto* refund = std::get_if<RefundFact>(&fact.body);
    const Posting* own = refund && fact.reversal ? posting(*fact.reversal) : nullptr;
    if (refund) return own && own->who == member ? own->spent - own->award : Points();
    if (fact.state == FactState::withdrawn) return {};
    Points sum;
    for (const auto* sale : sales_with(fact.id.text))
        if (sale->who == member) sum += sale->award - std::get<PurchaseFact>(fact.body).operation.points;
    return sum;
}

Points Books::moved(ParticipantId member) const {
    Points sum;
    for (const auto& [fact, till] : facts_) sum += moved_by(fact, member);
    for (const auto& it : shop_.cloud.postings()) {
        if (it.who != member) continue;
        if (it.by_another_till) sum += it.award - it.spent;
        // A parked fact's own reversal is known to the cloud alone.
        if (it.shown.state == OperationState::reversal && claims(it.shown.id) == 0)
            sum += it.spent - it.award;
    }
    return sum;
}

}  // namespace tillpoints::simulation
