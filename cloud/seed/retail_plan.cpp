#include <algorithm>

#include "cloud/seed/plan.hpp"

namespace tillpoints::cloud {
namespace {

/// As published: contacts, members, invited customers over five generations, purchases per buyer (5.4),
/// ratings, reviews, the platform's customers, the actual discount, the turnover of invited and won-back
/// customers, what each of the 200 best left.
constexpr std::int64_t retail_contacts = 6451;
constexpr std::int64_t retail_members = 3983;
constexpr std::int64_t retail_newcomers[] = {300, 140, 70, 35, 15};
constexpr std::int64_t retail_ratings = 3500;
constexpr std::int64_t retail_reviews = 363;
constexpr std::int64_t retail_platform_joined = 688;
constexpr std::int64_t retail_platform_bought = 370;
constexpr Percent retail_discount{600};
constexpr Money retail_referral_revenue{19'050'000'00};
constexpr Money retail_won_back{650'000'00};
constexpr Money retail_best_least{200'000'00};
constexpr std::int64_t retail_best = 200;
/// Not published; chosen so that the best 15 percent of the buyers bring about 62 percent of the turnover.
constexpr std::int64_t retail_buyers = 4500;
constexpr std::int64_t retail_purchases = 24'300;
constexpr std::int64_t retail_referral_bought = 350;
constexpr std::int64_t retail_referral_purchases = 2800;
constexpr Money retail_platform_revenue{740'000'00};
constexpr Money retail_best_revenue{42'000'000'00};
constexpr std::int64_t retail_loyal = 400;
constexpr Money retail_loyal_least{60'000'00};
constexpr Money retail_loyal_revenue{26'500'000'00};
constexpr Money retail_rest_revenue{29'100'000'00};
constexpr std::int64_t retail_gifts = 100;
constexpr std::int64_t retail_returned = 65;
constexpr std::int64_t retail_refunds = 60;

std::int64_t retail_count(std::int64_t of, std::int64_t contacts) {
    return std::max<std::int64_t>(1, scale_half_up(of, contacts, retail_contacts));
}

/// In whole tenge, so that receipts can be.
Money retail_money(Money of, std::int64_t contacts) {
    return Money(scale_half_up(of.count, contacts, retail_contacts) / 100 * 100);
}

SeedGroup retail_group(std::int64_t buyers, std::int64_t purchases_each, Money least, Money revenue,
                       std::int64_t contacts) {
    SeedGroup out;
    out.buyers = retail_count(buyers, contacts);
    out.purchases = out.buyers * purchases_each;
    out.least = least;
    out.revenue = std::max(retail_money(revenue, contacts), least * out.buyers);
    return out;
}

/// None where the programme gives no such gift, or the period is too short to stay away and return.
SeedWinBack win_backs(const Programme& programme, std::int64_t contacts, const Period& period) {
    SeedWinBack out;
    if (!programme.win_back) return out;
    out.silence = programme.win_back->after + std::chrono::days(1);
    if (period.from + (period.to - period.from) / 3 + out.silence + std::chrono::days(36) > period.to)
        return out;
    out.gifts = retail_count(retail_gifts, contacts);
    out.first_revenue = Money(6'000'00) * out.gifts;
    out.returned = retail_count(retail_returned, contacts);
    out.revenue = retail_money(retail_won_back, contacts);
    return out;
}

}  // namespace

SeedPlan retail_plan(const Programme& programme, std::int64_t contacts, const Period& period) {
    const auto count = [&](std::int64_t of) { return retail_count(of, contacts); };
    const auto money = [&](Money of) { return retail_money(of, contacts); };
    SeedPlan plan;
    plan.period = period;
    plan.contacts = contacts;
    plan.members = count(retail_members);
    plan.buyers = count(retail_buyers);
    plan.purchases = count(retail_purchases);
    plan.refunds = count(retail_refunds);
    for (const auto newcomers : retail_newcomers) plan.referral.push_back(count(newcomers));
    plan.ratings = count(retail_ratings);
    plan.reviews = count(retail_reviews);
    plan.discount = retail_discount;
    plan.cashiers = std::min<std::int64_t>(3 + contacts / 150, 300);

    plan.by_referral = {{},
                        0,
                        count(retail_referral_bought),
                        count(retail_referral_purchases),
                        money(retail_referral_revenue)};
    plan.loyal = {retail_group(retail_best, 30, retail_best_least, retail_best_revenue, contacts),
                  retail_group(retail_loyal, 14, retail_loyal_least, retail_loyal_revenue, contacts)};
    plan.win_back = win_backs(programme, contacts, period);
    auto left = plan.purchases - plan.by_referral.purchases - plan.win_back.gifts - plan.win_back.returned;
    for (const auto& group : plan.loyal) left -= group.purchases;
    for (const auto& source : programme.sources) {
        SeedBucket bucket{source.promo_code, 0, 0, 0, Money()};
        if (source.platform) {
            bucket.joined = count(retail_platform_joined);
            bucket.buyers = count(retail_platform_bought);
            bucket.purchases = bucket.buyers * 2;
            bucket.revenue = money(retail_platform_revenue);
        }
        left -= bucket.purchases;
        plan.sources.push_back(std::move(bucket));
    }
    plan.rest.purchases = left;
    plan.rest.revenue = money(retail_rest_revenue);
    return plan;
}

}  // namespace tillpoints::cloud
