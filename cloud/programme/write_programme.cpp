#include "cloud/programme/write_programme.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

Json number(std::int64_t hundredths) {
    return Json::Number{format_decimal(hundredths, 2)};
}
Json json(Percent percent) {
    return number(percent.hundredths);
}
Json json(Points points) {
    return number(points.count);
}
Json json(Money money) {
    return number(money.count);
}
template <class T>
Json json(const std::optional<T>& value) {
    return value ? json(*value) : Json();
}
template <class T>
Json count_of(const std::optional<T>& value) {
    return value ? Json(value->count()) : Json();
}

std::string_view share_word(ShareOf what) {
    return what == ShareOf::cash ? "cash" : "total";
}

Json tier_json(const Tier& tier) {
    return Json::object({{"uid", tier.uid},
                         {"name", tier.name},
                         {"rate", json(tier.rate)},
                         {"redemption_limit", json(tier.redemption_limit)},
                         {"spent_from", json(tier.spent_from)},
                         {"invited_from", tier.invited_from ? Json(*tier.invited_from) : Json()}});
}

Json referral_json(const Referral& referral) {
    constexpr const char* receivers[] = {"inviter", "friend", "both"};
    Json rates = Json::array();
    for (const auto rate : referral.rates) rates.push(json(rate));
    return Json::object(
        {{"reward", json(referral.reward)},
         {"reward_at", referral.reward_at == RewardAt::first_purchase ? "first_purchase" : "registration"},
         {"reward_to", receivers[static_cast<std::size_t>(referral.reward_to)]},
         {"reward_withdrawn", referral.reward_withdrawn},
         {"rates", std::move(rates)},
         {"share_of", share_word(referral.share_of)},
         {"less_skipped", referral.less_skipped},
         {"from_purchase", referral.from_purchase}});
}

Json birthday_json(const BirthdayGift& gift) {
    return Json::object({{"points", json(gift.points)},
                         {"share", json(gift.share)},
                         {"share_of", gift.share_of == CertificateOf::redeemable ? "redeemable" : "total"},
                         {"single_use", gift.single_use},
                         {"own_points_beside", gift.own_points_beside},
                         {"days_before", gift.before.count()},
                         {"days_after", gift.after.count()}});
}

Json win_back_json(const WinBack& gift) {
    return Json::object({{"after_days", gift.after.count()},
                         {"points", json(gift.points)},
                         {"expires_days", count_of(gift.expires)}});
}

Json confirmation_json(const loyalty::ConfirmationRule& rule) {
    return Json::object({{"above", json(rule.above)}, {"by_phone", rule.by_phone}});
}

Json source_json(const Source& source) {
    return Json::object(
        {{"promo_code", source.promo_code}, {"name", source.name}, {"platform", source.platform}});
}

}  // namespace

Json to_json(const Programme& programme) {
    const bool collects = programme.policy == loyalty::DiscountPolicy::charge_scores;
    const bool before = programme.tier_rate == TierRate::before_purchase;
    Json tiers = Json::array();
    for (const auto& tier : programme.tiers) tiers.push(tier_json(tier));
    Json sources = Json::array();
    for (const auto& source : programme.sources) sources.push(source_json(source));
    return Json::object(
        {{"name", programme.name},
         {"promo_code", programme.promo_code},
         {"currency", programme.currency},
         {"discount_policy", collects ? "charge_scores" : "apply_discount"},
         {"purchase_by_phone", programme.purchase_by_phone},
         {"use_points_by_phone", programme.use_points_by_phone},
         {"welcome_points", json(programme.welcome)},
         {"first_purchase_points", json(programme.first_purchase)},
         {"tier_rate", before ? "before_purchase" : "after_purchase"},
         {"unredeemable_earns", programme.unredeemable_earns},
         {"defer_points_days", programme.deferral.count()},
         {"staff_award", json(programme.staff_award)},
         {"staff_award_of", share_word(programme.staff_award_of)},
         {"expiry_months", count_of(programme.expiry)},
         {"purchases_extend", programme.purchases_extend},
         {"gifts_extend", programme.gifts_extend},
         {"code_lifetime_minutes", programme.code_lifetime.count()},
         {"voucher_lifetime_minutes", programme.voucher_lifetime.count()},
         {"tiers", std::move(tiers)},
         {"referral", referral_json(programme.referral)},
         {"birthday_certificate", programme.birthday ? birthday_json(*programme.birthday) : Json()},
         {"win_back", programme.win_back ? win_back_json(*programme.win_back) : Json()},
         {"redemption_confirmation",
          programme.confirmation ? confirmation_json(*programme.confirmation) : Json()},
         {"sources", std::move(sources)}});
}

}  // namespace tillpoints::cloud
