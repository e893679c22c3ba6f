#include "cloud/programme/settings.hpp"

#include <algorithm>
#include <cctype>

namespace tillpoints::cloud {
namespace {

constexpr Percent whole_receipt{10'000};

/// The company's short name in links.
std::string slug_of(const Programme& programme, std::int64_t company) {
    std::string slug = programme.promo_code.empty() ? std::to_string(company) : programme.promo_code;
    std::transform(slug.begin(), slug.end(), slug.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return slug;
}

}  // namespace

Percent shown_redemption_limit(const Tier& tier) {
    return tier.redemption_limit.value_or(whole_receipt);
}

loyalty::MembershipTier membership_tier(const Tier& tier) {
    const bool base = tier.spent_from == Money();
    return {tier.uid,
            tier.name,
            tier.rate,
            shown_redemption_limit(tier),
            base ? std::nullopt : tier.spent_from,
            tier.invited_from};
}

loyalty::Settings settings_of(const Programme& programme, std::int64_t company) {
    loyalty::Settings settings;
    settings.id = company;
    settings.name = programme.name;
    settings.promo_code = programme.promo_code;
    settings.currency = programme.currency;
    settings.slug = slug_of(programme, company);
    settings.policy = programme.policy;
    settings.purchase_by_phone = programme.purchase_by_phone;
    settings.use_points_by_phone = programme.use_points_by_phone;
    settings.confirmation = programme.confirmation;
    settings.program.base_tier = membership_tier(programme.tiers.front());
    for (std::size_t i = 1; i < programme.tiers.size(); ++i)
        settings.program.tiers.push_back(membership_tier(programme.tiers[i]));
    settings.program.referral_cashback_rates = programme.referral.rates;
    settings.program.referral_cashback_rates.resize(
        3);  // the protocol shows three circles, no more and no fewer
    if (programme.referral.reward > Points()) settings.program.referral_reward = programme.referral.reward;
    if (programme.first_purchase > Points())
        settings.program.first_purchase_points = programme.first_purchase;
    if (programme.staff_award > Percent{}) settings.program.cashier_award = programme.staff_award;
    if (programme.deferral.count() > 0) settings.program.defer_points_for_days = programme.deferral.count();
    settings.program.max_scores_discount = shown_redemption_limit(programme.tiers.front());
    return settings;
}

}  // namespace tillpoints::cloud
