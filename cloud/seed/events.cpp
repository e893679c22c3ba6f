#include "cloud/seed/events.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace tillpoints::cloud {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

/// From 0 to `most` - 1. Not a standard distribution, because those differ between libraries.
std::int64_t below(std::int64_t most, std::mt19937_64& random) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
}

Timestamp between(Timestamp from, Timestamp to, std::mt19937_64& random) {
    return from + milliseconds(below(std::max<std::int64_t>(1, (to - from).count()), random));
}

class EventGenerator {
  public:
    EventGenerator(const SeedPlan& plan, std::mt19937_64& random)
        : plan_(plan), random_(random), joined_(static_cast<std::size_t>(plan.contacts)) {
        assign_roles();
    }

    std::vector<SeedEvent> events() {
        add_joins();
        sell_bucket(plan_.by_certificate, take(plan_.by_certificate.purchases),
                    SeedKind::buy_with_certificate);
        sell_bucket(plan_.by_referral, first(newcomers_, plan_.by_referral.buyers), SeedKind::buy);
        for (std::size_t i = 0; i < plan_.sources.size(); ++i)
            sell_bucket(plan_.sources[i], first(of_source_[i], plan_.sources[i].buyers), SeedKind::buy);
        win_back();
        for (const auto& group : plan_.loyal) sell_loyal(group);
        sell_rest();
        keep_the_others_coming();
        give_certificates();
        refunds_and_ratings();
        for (const auto total : split_by_chance(plan_.bare_turnover, plan_.bare_receipts, random_))
            add(between(plan_.period.from, plan_.period.to, random_), SeedKind::receipt, -1).total = total;
        std::stable_sort(events_.begin(), events_.end(),
                         [](const SeedEvent& a, const SeedEvent& b) { return a.at < b.at; });
        return std::move(events_);
    }

  private:
    using Customers = std::vector<std::int32_t>;

    /// No customer has two roles. The first customer has none, so that every other one finds an earlier
    /// customer who can invite.
    void assign_roles() {
        plain_.resize(static_cast<std::size_t>(plan_.contacts - 1));
        std::iota(plain_.begin(), plain_.end(), 1);
        for (std::size_t i = plain_.size() - 1; i > 0; --i)
            std::swap(plain_[i],
                      plain_[static_cast<std::size_t>(below(static_cast<std::int64_t>(i) + 1, random_))]);
        phone_only_ = take(plan_.contacts - plan_.members);
        newcomers_ = take(std::accumulate(plan_.referral.begin(), plan_.referral.end(), std::int64_t{0}));
        std::sort(newcomers_.begin(), newcomers_.end());
        for (const auto& source : plan_.sources) of_source_.push_back(take(source.joined));
    }

    Customers take(std::int64_t count) {
        const auto from = plain_.end() - std::min<std::ptrdiff_t>(count, std::ssize(plain_));
        Customers out(from, plain_.end());
        plain_.erase(from, plain_.end());
        return out;
    }

    static Customers first(const Customers& all, std::int64_t count) {
        return {all.begin(), all.begin() + std::min<std::ptrdiff_t>(count, std::ssize(all))};
    }

    SeedEvent& add(Timestamp at, SeedKind kind, std::int32_t customer) {
        events_.push_back({at, kind, false, true, -1, customer, -1, {}});
        return events_.back();
    }

    /// Customers join in order of their numbers, over the first nine tenths of the period.
    void add_joins() {
        const auto span = (plan_.period.to - plan_.period.from) * 9 / 10;
        for (std::size_t i = 0; i < joined_.size(); ++i)
            joined_[i] = plan_.period.from +
                         milliseconds(scale_down(span.count(), static_cast<std::int64_t>(i), plan_.contacts));
        std::vector<std::int16_t> source(joined_.size(), -1);
        for (std::size_t i = 0; i < of_source_.size(); ++i)
            for (const auto customer : of_source_[i])
                source[static_cast<std::size_t>(customer)] = static_cast<std::int16_t>(i);
        std::vector<std::int32_t> inviter(joined_.size(), -1);
        invite(inviter);
        std::vector<bool> by_phone(joined_.size());
        for (const auto customer : phone_only_) by_phone[static_cast<std::size_t>(customer)] = true;
        for (std::size_t i = 0; i < joined_.size(); ++i) {
            if (by_phone[i]) continue;
            auto& event = add(joined_[i], SeedKind::join, static_cast<std::int32_t>(i));
            event.source = source[i];
            event.other = inviter[i];
        }
    }

    /// The earliest newcomers are of the first generation; each later generation was invited by the one
    /// before.
    void invite(std::vector<std::int32_t>& inviter) {
        std::size_t at = 0;
        Customers before{0};
        for (const auto count : plan_.referral) {
            Customers generation;
            for (std::int64_t i = 0; i < count && at < newcomers_.size(); ++i, ++at) {
                const auto by = before[static_cast<std::size_t>(below(std::ssize(before), random_))];
                inviter[static_cast<std::size_t>(newcomers_[at])] = by;
                generation.push_back(newcomers_[at]);
            }
            before = std::move(generation);
        }
    }

    SeedEvent& sell(std::int32_t customer, SeedKind kind, Money total) {
        const auto at =
            between(joined_[static_cast<std::size_t>(customer)], plan_.period.to - days(2), random_);
        return sell_at(at, customer, kind, total);
    }

    SeedEvent& sell_at(Timestamp at, std::int32_t customer, SeedKind kind, Money total) {
        auto& event = add(at, kind, customer);
        event.total = total;
        event.other = purchases_++;
        return event;
    }

    void sell_bucket(const SeedBucket& bucket, const Customers& buyers, SeedKind kind) {
        if (buyers.empty()) return;
        const auto purchases = bucket.purchases > bucket.buyers ? bucket.purchases : std::ssize(buyers);
        const auto totals = split_by_chance(bucket.revenue, purchases, random_);
        for (std::size_t i = 0; i < totals.size(); ++i) {
            const auto buyer = buyers[i % buyers.size()];
            sell(buyer, kind, totals[i]);
            if (kind == SeedKind::buy_with_certificate) certified_.emplace_back(buyer, events_.back().at);
        }
        buyers_ += std::ssize(buyers);
    }

    void sell_loyal(const SeedGroup& group) {
        const auto buyers = take(group.buyers);
        const auto above = split_by_chance(group.revenue - group.least * group.buyers, group.buyers, random_);
        for (std::size_t i = 0; i < buyers.size(); ++i)
            for (const auto total :
                 split_by_chance(group.least + above[i], group.purchases / group.buyers, random_))
                sell(buyers[i], SeedKind::buy, total);
        buyers_ += std::ssize(buyers);
    }

    /// Customers who joined early buy once, get a gift when it is due, and some of them buy within two weeks.
    void win_back() {
        if (plan_.win_back.gifts == 0) return;
        const auto early = plan_.period.from + (plan_.period.to - plan_.period.from) / 3;
        std::stable_partition(plain_.begin(), plain_.end(), [&](std::int32_t customer) {
            return joined_[static_cast<std::size_t>(customer)] >= early;
        });
        const auto silent = take(plan_.win_back.gifts);
        const auto firsts = split_by_chance(plan_.win_back.first_revenue, plan_.win_back.gifts, random_);
        const auto later = split_by_chance(plan_.win_back.revenue, plan_.win_back.returned, random_);
        for (std::size_t i = 0; i < silent.size(); ++i) {
            const auto joined = joined_[static_cast<std::size_t>(silent[i])];
            const auto bought = between(joined, joined + days(20), random_);
            sell_at(bought, silent[i], SeedKind::buy, firsts[i]);
            const auto given = bought + plan_.win_back.silence;
            add(given, SeedKind::win_back, silent[i]);
            if (i >= later.size()) continue;
            sell_at(between(given, given + days(14), random_), silent[i], SeedKind::buy, later[i]);
            won_back_.push_back(silent[i]);
        }
        silent_.insert(silent.begin() + std::ssize(won_back_), silent.end());
        buyers_ += std::ssize(silent);
    }

    /// After this the silence of who bought is not long enough for a gift when the seeded period ends.
    Timestamp lately() const { return plan_.period.to - plan_.win_back.silence + days(7); }

    /// Whoever else stayed away so long would get a gift from the cloud's first sweep, which the plan does
    /// not have: their last purchase is made later.
    void keep_the_others_coming() {
        if (plan_.win_back.gifts == 0) return;
        std::unordered_map<std::int32_t, SeedEvent*> last;
        for (auto& event : events_) {
            if (event.total == Money()) continue;
            auto& known = last[event.customer];
            if (!known || known->at < event.at) known = &event;
        }
        for (auto& event : events_)
            if (last[event.customer] == &event && event.at < lately() && !silent_.contains(event.customer))
                event.at = between(lately(), plan_.period.to - days(2), random_);
    }

    /// Customers known by phone only buy once, and by phone; all others may buy again.
    void sell_rest() {
        auto regulars = take(plan_.buyers - buyers_ - std::ssize(phone_only_));
        const auto totals = split_by_chance(plan_.rest.revenue, plan_.rest.purchases, random_);
        std::size_t next = 0;
        for (const auto customer : phone_only_) sell(customer, SeedKind::buy_by_phone, totals[next++]);
        for (const auto customer : won_back_)
            if (next < totals.size())
                sell_at(between(lately(), plan_.period.to - days(2), random_), customer, SeedKind::buy,
                        totals[next++]);
        std::vector<Money> spent(regulars.size());
        for (std::size_t i = 0; next < totals.size(); ++i) {
            const auto at = i < regulars.size() ? i : who_repeats(spent);
            spent[at] += totals[next];
            sell(regulars[at], SeedKind::buy, totals[next++]);
        }
        regulars_ = std::move(regulars);
    }

    std::size_t who_repeats(const std::vector<Money>& spent) {
        const auto any = [&] { return static_cast<std::size_t>(below(std::ssize(spent), random_)); };
        auto chosen = any();
        for (std::int64_t i = 1; i < plan_.repeat_candidates; ++i)
            if (const auto other = any(); spent[other] < spent[chosen]) chosen = other;
        return chosen;
    }

    /// A customer who pays with a certificate gets it shortly before; the other certificates are issued at
    /// any time.
    void give_certificates() {
        for (const auto& [customer, bought] : certified_) {
            const auto joined = joined_[static_cast<std::size_t>(customer)];
            add(between(std::max(joined, bought - days(10)), bought, random_), SeedKind::certificate,
                customer);
        }
        auto others = plain_;
        others.insert(others.end(), regulars_.begin(), regulars_.end());
        const auto left =
            std::min<std::int64_t>(plan_.certificates - std::ssize(certified_), std::ssize(others));
        for (std::int64_t i = 0; i < left; ++i) {
            const auto at = static_cast<std::size_t>(i);
            std::swap(others[at],
                      others[at + static_cast<std::size_t>(below(std::ssize(others) - i, random_))]);
            add(between(joined_[static_cast<std::size_t>(others[at])], plan_.period.to, random_),
                SeedKind::certificate, others[at]);
        }
    }

    void refunds_and_ratings() {
        struct Sale {
            Timestamp at;
            std::int32_t purchase;
        };
        std::vector<Sale> sales;
        for (const auto& event : events_)
            if (event.kind == SeedKind::buy) sales.push_back({event.at, event.other});
        for (std::int64_t i = 0; i < std::min<std::int64_t>(plan_.ratings, std::ssize(sales)); ++i) {
            const auto at = static_cast<std::size_t>(i);
            std::swap(sales[at], sales[at + static_cast<std::size_t>(below(std::ssize(sales) - i, random_))]);
            auto& rating = add(between(sales[at].at, plan_.period.to, random_), SeedKind::rate, -1);
            rating.other = sales[at].purchase;
            rating.comment = i < plan_.reviews;
        }
        for (std::int64_t i = 0; i < plan_.refunds && !regulars_.empty(); ++i) {
            auto& sale = sell(regulars_[static_cast<std::size_t>(below(std::ssize(regulars_), random_))],
                              SeedKind::buy, Money((1 + below(500, random_)) * 10'000));
            sale.may_redeem = false;
            const auto purchase = sale.other;
            add(between(sale.at, plan_.period.to, random_), SeedKind::refund, -1).other = purchase;
        }
    }

    const SeedPlan& plan_;
    std::mt19937_64& random_;
    std::vector<Timestamp> joined_;
    std::vector<SeedEvent> events_;
    Customers plain_;  ///< without a role yet
    Customers phone_only_;
    Customers newcomers_;
    std::vector<Customers> of_source_;
    Customers regulars_;
    Customers won_back_;
    std::unordered_set<std::int32_t> silent_;  ///< who got a gift and did not come back
    std::vector<std::pair<std::int32_t, Timestamp>> certified_;
    std::int32_t purchases_ = 0;
    std::int64_t buyers_ = 0;
};

}  // namespace

std::vector<Money> split_by_chance(Money whole, std::int64_t parts, std::mt19937_64& random) {
    std::vector<std::int64_t> weights;
    for (std::int64_t i = 0; i < parts; ++i) weights.push_back(200 + below(1600, random));
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    std::vector<Money> out;
    Money given;
    std::int64_t reached = 0;
    for (const auto weight : weights) {
        reached += weight;
        const Money upto = reached == sum ? whole : Money(scale_down(whole.count, reached, sum) / 100 * 100);
        out.push_back(upto - given);
        given = upto;
    }
    return out;
}

std::vector<SeedEvent> events_of(const SeedPlan& plan, std::mt19937_64& random) {
    return EventGenerator(plan, random).events();
}

}  // namespace tillpoints::cloud
