#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "cloud/report/report.hpp"

namespace tillpoints::cloud {
namespace {

std::unordered_set<std::int64_t> customers_seen(const ReportRows& rows, bool unrefunded) {
    std::unordered_set<std::int64_t> seen;
    for (const auto& sale : rows.sales)
        if (!unrefunded || !sale.refunded) seen.insert(sale.customer.value);
    return seen;
}

}  // namespace

std::optional<Percent> ratio(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return {};
    return Percent{scale_half_up(part, 10'000, whole)};
}

std::optional<Money> average(Money whole, std::int64_t parts) {
    if (parts == 0) return {};
    return Money(scale_half_up(whole.count, 1, parts));
}

BaseLines base_lines(const ReportRows& rows) {
    const auto seen = customers_seen(rows, false);
    BaseLines lines;
    for (const auto& contact : rows.contacts) {
        const bool apart = contact.imported && !contact.member && !seen.contains(contact.id.value);
        ++(apart ? lines.imported : lines.contacts);
        if (!apart && contact.member) ++lines.members;
    }
    lines.buyers = static_cast<std::int64_t>(customers_seen(rows, true).size());
    lines.member_share = ratio(lines.members, lines.contacts);
    lines.buyer_share = ratio(lines.buyers, lines.contacts);
    return lines;
}

namespace {

/// How many invitations each customer is away from a customer without an inviter.
class Generations {
  public:
    explicit Generations(const std::vector<ContactRow>& contacts) {
        for (const auto& contact : contacts)
            if (contact.inviter) inviter_of_[contact.id.value] = contact.inviter->value;
    }

    std::size_t of(ParticipantId customer) {
        std::vector<std::int64_t> line;
        auto at = customer.value;
        // A line longer than there are customers would be a circle.
        while (!known_.contains(at) && line.size() <= inviter_of_.size()) {
            const auto inviter = inviter_of_.find(at);
            if (inviter == inviter_of_.end()) break;
            line.push_back(at);
            at = inviter->second;
        }
        auto generation = known_.contains(at) ? known_[at] : 0;
        for (auto next = line.rbegin(); next != line.rend(); ++next) known_[*next] = ++generation;
        return generation;
    }

  private:
    std::unordered_map<std::int64_t, std::int64_t> inviter_of_;
    std::unordered_map<std::int64_t, std::size_t> known_;
};

}  // namespace

ReferralLines referral_lines(const ReportRows& rows) {
    Generations generations(rows.contacts);
    const auto buyers = customers_seen(rows, true);
    ReferralLines lines;
    for (const auto& contact : rows.contacts) {
        if (!contact.inviter || !rows.period.holds(contact.created)) continue;
        ++lines.newcomers;
        if (buyers.contains(contact.id.value)) ++lines.bought;
        const auto generation = generations.of(contact.id);
        lines.generations.resize(std::max(lines.generations.size(), generation));
        ++lines.generations[generation - 1];
    }
    return lines;
}

WinBackLines win_back_lines(const ReportRows& rows) {
    std::unordered_multimap<std::int64_t, const WinBackRow*> gifts;
    WinBackLines lines;
    for (const auto& gift : rows.win_backs) {
        ++lines.given;
        lines.points += gift.points;
        gifts.emplace(gift.customer.value, &gift);
    }
    std::unordered_set<std::int64_t> returned;
    for (const auto& sale : rows.sales) {
        if (sale.refunded) continue;
        const auto [first, last] = gifts.equal_range(sale.customer.value);
        const bool brought = std::any_of(first, last, [&](const auto& entry) {
            return Period{entry.second->given, entry.second->until}.holds(sale.created);
        });
        if (!brought) continue;
        returned.insert(sale.customer.value);
        lines.revenue += sale.total;
    }
    lines.returned = static_cast<std::int64_t>(returned.size());
    return lines;
}

}  // namespace tillpoints::cloud
