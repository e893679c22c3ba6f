#include "cloud/console/programme_calls.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

Json percent_json(Percent percent) {
    return Json::Number{format_decimal(percent.hundredths, 2)};
}

template <class T>
Json or_nothing(const std::optional<T>& value, Json (*json)(T)) {
    return value ? json(*value) : Json();
}

std::string_view word_of(ShareOf what) {
    return what == ShareOf::cash ? "cash" : "total";
}

Json tiers_json(const std::vector<Tier>& tiers) {
    Json out = Json::array();
    for (const auto& tier : tiers)
        out.push(Json::object({{"name", tier.name},
                               {"rate", percent_json(tier.rate)},
                               {"redemption_limit", or_nothing(tier.redemption_limit, percent_json)},
                               {"spent_from", or_nothing<Money>(tier.spent_from, decimal_of)},
                               {"invited_from", tier.invited_from ? Json(*tier.invited_from) : Json()}}));
    return out;
}

Json referral_json(const Referral& referral) {
    constexpr const char* receivers[] = {"inviter", "newcomer", "both"};
    Json rates = Json::array();
    for (const auto rate : referral.rates) rates.push(percent_json(rate));
    return Json::object(
        {{"reward", decimal_of(referral.reward)},
         {"reward_at", referral.reward_at == RewardAt::first_purchase ? "first_purchase" : "registration"},
         {"reward_to", receivers[static_cast<std::size_t>(referral.reward_to)]},
         {"reward_withdrawn", referral.reward_withdrawn},
         {"rates", std::move(rates)},
         {"share_of", word_of(referral.share_of)},
         {"less_skipped", referral.less_skipped},
         {"from_purchase", referral.from_purchase}});
}

Json birthday_json(const BirthdayGift& gift) {
    return Json::object({{"points", decimal_of(gift.points)},
                         {"share", percent_json(gift.share)},
                         {"share_of", gift.share_of == CertificateOf::redeemable ? "redeemable" : "total"},
                         {"single_use", gift.single_use},
                         {"own_points_beside", gift.own_points_beside},
                         {"days_before", gift.before.count()},
                         {"days_after", gift.after.count()}});
}

Json win_back_json(const WinBack& gift) {
    return Json::object({{"after_days", gift.after.count()},
                         {"points", decimal_of(gift.points)},
                         {"expires_days", gift.expires ? Json(gift.expires->count()) : Json()}});
}

Json confirmation_json(const loyalty::ConfirmationRule& rule) {
    return Json::object({{"above", or_nothing<Points>(rule.above, decimal_of)}, {"by_phone", rule.by_phone}});
}

}  // namespace

HttpAnswer show_programme(ConsoleCall& call, Reader) {
    const auto& programme = call.context.programme;
    const bool collects = programme.policy == loyalty::DiscountPolicy::charge_scores;
    Json out =
        Json::object({{"name", programme.name},
                      {"promo_code", programme.promo_code},
                      {"currency", programme.currency},
                      {"discount_policy", collects ? "charge_scores" : "apply_discount"},
                      {"purchase_by_phone", programme.purchase_by_phone},
                      {"use_points_by_phone", programme.use_points_by_phone},
                      {"welcome_points", decimal_of(programme.welcome)},
                      {"first_purchase_points", decimal_of(programme.first_purchase)},
                      {"tier_rate", programme.tier_rate == TierRate::before_purchase ? "before_purchase"
                                                                                     : "after_purchase"},
                      {"unredeemable_earns", programme.unredeemable_earns},
                      {"defer_points_days", programme.deferral.count()},
                      {"staff_award", percent_json(programme.staff_award)},
                      {"staff_award_of", word_of(programme.staff_award_of)},
                      {"expiry_months", programme.expiry ? Json(programme.expiry->count()) : Json()},
                      {"purchases_extend", programme.purchases_extend},
                      {"gifts_extend", programme.gifts_extend},
                      {"code_lifetime_minutes", programme.code_lifetime.count()},
                      {"voucher_lifetime_minutes", programme.voucher_lifetime.count()}});
    out.set("referral", referral_json(programme.referral));
    out.set("birthday_certificate", programme.birthday ? birthday_json(*programme.birthday) : Json());
    out.set("win_back", programme.win_back ? win_back_json(*programme.win_back) : Json());
    out.set("redemption_confirmation",
            programme.confirmation ? confirmation_json(*programme.confirmation) : Json());
    out.set("tiers", tiers_json(programme.tiers));
    return console_answer(200, out);
}

}  // namespace tillpoints::cloud
