#include "cloud/seed/plan.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

/// The electronics deployment, as published.
constexpr std::int64_t shape_contacts = 1455;
constexpr std::int64_t shape_members = 1419;
constexpr std::int64_t shape_buyers = 921;
constexpr std::int64_t shape_purchases = 1168;
constexpr std::int64_t shape_newcomers[] = {20, 10};
constexpr std::int64_t shape_newcomers_bought = 5;
constexpr std::int64_t shape_ratings = 129;
constexpr std::int64_t shape_reviews = 24;
constexpr std::int64_t shape_certificates = 727;
constexpr Money shape_average{60'967'00};
constexpr Money shape_bare_average{44'501'00};
constexpr Money shape_certificate_revenue{512'543'00};
constexpr Money shape_referral_revenue{334'610'00};
constexpr Money shape_platform_revenue{1'763'488'00};
/// Instagram, VKontakte, the Telegram channel, Taplink, Telegram.
constexpr Money shape_source_revenue[] = {Money(1'951'109'00), Money(29'016'00), Money(339'090'00),
                                          Money(186'470'00), Money(312'956'00)};
constexpr Percent shape_discount{61};
/// Not published.
constexpr std::int64_t shape_bare_receipts = 800;
constexpr std::int64_t shape_refunds = 12;
/// Chosen so that what is saved on cashback comes out as published.
constexpr std::int64_t shape_repeat_candidates = 2;

struct Scale {
    std::int64_t contacts;
    std::int64_t count(std::int64_t of) const { return scale_half_up(of, contacts, shape_contacts); }
    /// Whole roubles, so that receipts can be.
    Money money(Money of) const {
        return Money(scale_half_up(of.count, contacts, shape_contacts) / 100 * 100);
    }
};

SeedBucket bucket(const Scale& scale, std::string promo_code, Money revenue, std::int64_t fewest) {
    SeedBucket out;
    out.promo_code = std::move(promo_code);
    out.revenue = scale.money(revenue);
    out.purchases = std::max(fewest, scale_half_up(out.revenue.count, 1, shape_average.count));
    out.buyers = out.purchases;
    out.joined = out.purchases + out.purchases / 2;
    return out;
}

}  // namespace

Money SeedPlan::turnover() const {
    Money sum = by_certificate.revenue + by_referral.revenue + rest.revenue;
    for (const auto& source : sources) sum += source.revenue;
    for (const auto& group : loyal) sum += group.revenue;
    return sum + win_back.first_revenue + win_back.revenue;
}

SeedPlan plan_for(const Programme& programme, std::int64_t contacts, const Period& period) {
    return programme.currency == "KZT" ? retail_plan(programme, contacts, period)
                                       : electronics_plan(programme, contacts, period);
}

SeedPlan electronics_plan(const Programme& programme, std::int64_t contacts, const Period& period) {
    const Scale scale{contacts};
    SeedPlan plan;
    plan.period = period;
    plan.contacts = contacts;
    plan.members = scale.count(shape_members);
    plan.buyers = scale.count(shape_buyers);
    plan.purchases = scale.count(shape_purchases);
    plan.refunds = scale.count(shape_refunds);
    for (const auto newcomers : shape_newcomers)
        plan.referral.push_back(std::max<std::int64_t>(1, scale.count(newcomers)));
    plan.certificates = scale.count(shape_certificates);
    plan.ratings = scale.count(shape_ratings);
    plan.reviews = scale.count(shape_reviews);
    plan.bare_receipts = scale.count(shape_bare_receipts);
    plan.bare_turnover = shape_bare_average * plan.bare_receipts;
    plan.discount = shape_discount;
    plan.cashiers = std::min<std::int64_t>(3 + contacts / 150, 300);

    plan.by_certificate = bucket(scale, {}, shape_certificate_revenue, 1);
    plan.by_referral = bucket(scale, {}, shape_referral_revenue,
                              std::max<std::int64_t>(1, scale.count(shape_newcomers_bought)));
    auto left = shape_average * plan.purchases - plan.by_certificate.revenue - plan.by_referral.revenue;
    plan.rest.purchases = plan.purchases - plan.by_certificate.purchases - plan.by_referral.purchases;
    std::size_t next = 0;
    for (const auto& source : programme.sources) {
        if (plan.sources.size() == 6) break;
        const auto revenue = source.platform ? shape_platform_revenue
                                             : shape_source_revenue[next++ % std::size(shape_source_revenue)];
        plan.sources.push_back(bucket(scale, source.promo_code, revenue, 1));
        left -= plan.sources.back().revenue;
        plan.rest.purchases -= plan.sources.back().purchases;
    }
    plan.rest.revenue = left;
    plan.repeat_candidates = shape_repeat_candidates;
    return plan;
}

}  // namespace tillpoints::cloud
