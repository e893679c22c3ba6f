#include "tests/simulation/paper_record.hpp"

#include <algorithm>

namespace tillpoints::simulation {

using loyalty::OperationState;

Books::Books(Shop& shop, const std::vector<std::pair<std::size_t, OutboxEntry>>& lost) : shop_(shop) {
    for (std::size_t till = 0; till < shop.tills(); ++till)
        shop.till(till)
            .outbox()
            .each_entry([&](const OutboxEntry& entry) {
                places_.emplace(std::pair(till, entry.id), entries_.size());
                by_receipt_.emplace(std::pair(till, entry.receipt), entries_.size());
                entries_.push_back({entry, till});
            })
            .value();
    for (const auto& [till, entry] : lost) {
        lost_.push_back({entry, till});
        if (!this->entry(till, entry.id)) only_lost_.push_back({entry, till});
    }
    for (const auto* each : {&entries_, &lost_})
        for (const auto& [entry, till] : *each)
            if (std::holds_alternative<PurchaseEntry>(entry.body)) numbers_.insert(number_of(entry));
}

const OutboxEntry* Books::entry(std::size_t till, const EntryId& id) const {
    const auto place = places_.find({till, id});
    return place == places_.end() ? nullptr : &entries_[place->second].entry;
}

bool Books::has_number(const std::string& number) const {
    return numbers_.contains(number);
}

std::size_t Books::causes_of_reversals(OperationId sale) const {
    std::set<std::pair<std::size_t, EntryId>> causes;
    for (const auto* each : {&entries_, &lost_})
        for (const auto& [entry, till] : *each) {
            const auto* refund = std::get_if<RefundEntry>(&entry.body);
            if (entry.operation == sale || (refund && refund->operation == sale))
                causes.emplace(till, entry.id);
        }
    return causes.size();
}

std::vector<const OutboxEntry*> Books::entries_of(std::size_t till, const ReceiptId& receipt) const {
    std::vector<const OutboxEntry*> out;
    const auto [first, last] = by_receipt_.equal_range({till, receipt});
    for (auto at = first; at != last; ++at) out.push_back(&entries_[at->second].entry);
    return out;
}

const Posting* Books::posting(OperationId id) const {
    const auto& all = shop_.cloud.postings();
    const auto index = shop_.cloud.index_of(id);
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
    for (const auto& [entry, till] : entries_) {
        const bool taken_back =
            entry.state == EntryState::withdrawn && !entry.reversal && entry.operation == origin;
        if (entry.reversal == reversal || taken_back) count += 1;
    }
    return count;
}

bool Books::may_be_unclear(const Posting& reversal) const {
    std::size_t unclaimed = 0;
    for (const auto* other : reversals_of(*reversal.shown.origin))
        if (claims(other->shown.id) == 0) unclaimed += 1;
    std::size_t in_doubt = 0;
    for (const auto& [entry, till] : entries_) {
        if (entry.state != EntryState::parked && entry.state != EntryState::written_off) continue;
        const auto* refund = std::get_if<RefundEntry>(&entry.body);
        if (entry.operation == reversal.shown.origin ||
            (refund && refund->operation == reversal.shown.origin))
            in_doubt += 1;
    }
    return unclaimed <= in_doubt;
}

std::int64_t Books::rewards_for(const OutboxEntry& correction) const {
    std::int64_t count = 0;
    const auto& body = std::get<RewardEntry>(correction.body);
    for (const auto& reward : shop_.cloud.rewards())
        if (reward.comment == body.comment && reward.points == body.points && reward.who == body.participant)
            count += 1;
    return count;
}

bool Books::has_entry(const RewardPosting& reward) const {
    for (const auto* each : {&entries_, &lost_})
        for (const auto& [entry, till] : *each) {
            const auto* body = std::get_if<RewardEntry>(&entry.body);
            if (body && body->comment == reward.comment && body->points == reward.points) return true;
        }
    return false;
}

bool Books::in_place_of_an_offline_redemption(const OutboxEntry& award) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& line) {
        const auto* offline_redemption = offline_redemption_of(line.entry);
        return offline_redemption && offline_redemption->refused && award_instead_of(line.entry) == award.id;
    });
}

bool Books::stands_on_parked(std::size_t till, const OutboxEntry& entry) const {
    auto after = entry.after;
    while (after) {
        const OutboxEntry* stands_on = this->entry(till, *after);
        if (!stands_on) return false;
        if (stands_on->state == EntryState::parked) return true;
        after = stands_on->after;
    }
    return false;
}

Points Books::moved_by(const OutboxEntry& entry, ParticipantId member) const {
    if (std::holds_alternative<RewardEntry>(entry.body)) {
        const auto& body = std::get<RewardEntry>(entry.body);
        const bool paid = entry.state == EntryState::confirmed || rewards_for(entry) == 1;
        return paid && body.participant == member ? body.points : Points();
    }
    const auto* refund = std::get_if<RefundEntry>(&entry.body);
    const Posting* own = refund && entry.reversal ? posting(*entry.reversal) : nullptr;
    if (refund) return own && own->who == member ? own->spent - own->award : Points();
    if (entry.state == EntryState::withdrawn) return {};
    Points sum;
    // What a parked entry could not be brought to agree with is as the cloud has it, also when it was written
    // off.
    const bool parked = entry.state == EntryState::parked || entry.state == EntryState::written_off;
    const Points asked = std::get<PurchaseEntry>(entry.body).operation.points;
    for (const auto* sale : sales_with(number_of(entry)))
        if (sale->who == member) sum += sale->award - (parked ? sale->spent : asked);
    return sum;
}

Points Books::moved_by_lost(const OutboxEntry& entry, ParticipantId member) const {
    if (std::holds_alternative<RewardEntry>(entry.body)) return moved_by(entry, member);
    if (std::holds_alternative<RefundEntry>(entry.body)) return {};
    Points sum;
    for (const auto* sale : sales_with(number_of(entry)))
        if (sale->who == member) sum += sale->award - sale->spent;
    return sum;
}

Points Books::moved(ParticipantId member) const {
    Points sum;
    for (const auto& [entry, till] : entries_) sum += moved_by(entry, member);
    // Reversals that only a dead disk knew are counted below.
    for (const auto& [entry, till] : only_lost_) sum += moved_by_lost(entry, member);
    for (const auto& it : shop_.cloud.postings()) {
        if (it.who != member) continue;
        if (it.by_another_till) sum += it.award - it.spent;
        // A parked entry's own reversal is known to the cloud alone.
        if (it.shown.state == OperationState::reversal && claims(it.shown.id) == 0)
            sum += it.spent - it.award;
    }
    return sum;
}

}  // namespace tillpoints::simulation
