#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

template <class T>
Json target_or_null(const std::optional<T>& target, Json written) {
    return target ? Json::object({{"target", std::move(written)}}) : Json();
}

Json to_json(const LoyaltyProgram& program) {
    Json tiers = Json::array();
    for (const auto& tier : program.tiers) tiers.push(loyalty::to_json(tier));
    Json rates = Json::array();
    for (const auto rate : program.referral_cashback_rates) rates.push(number_of(rate));
    return Json::object({{"baseMembershipTier", loyalty::to_json(program.base_tier)},
                         {"membershipTiers", std::move(tiers)},
                         {"referralCashbackRates", std::move(rates)},
                         {"cashierAward", number_or_null(program.cashier_award)},
                         {"referralReward", number_or_null(program.referral_reward)},
                         {"receiptLimit", number_or_null(program.receipt_limit)},
                         {"deferPointsForDays", or_null(program.defer_points_for_days)},
                         {"firstPurchasePoints", number_or_null(program.first_purchase_points)},
                         {"maxScoresDiscount", number_or_null(program.max_scores_discount)}});
}

Json to_json(const Participant& who) {
    return Json::object({{"id", who.id ? Json(who.id->value) : Json()},
                         {"inviterId", or_null(who.inviter_id)},
                         {"points", number_of(who.points)},
                         {"discountRate", number_of(who.discount_rate)},
                         {"cashbackRate", number_of(who.cashback_rate)},
                         {"cashSpent", number_of(who.cash_spent)},
                         {"savedFunds", number_of(who.saved_funds)},
                         {"invitedCount", who.invited_count},
                         {"effectiveInvitedCount", who.effective_invited_count},
                         {"operationsCount", who.operations_count},
                         {"fullRefundsCount", who.full_refunds_count},
                         {"note", or_null(who.note)},
                         {"membershipTier", who.tier ? loyalty::to_json(*who.tier) : Json()},
                         {"dateCreated", time_or_null(who.created)},
                         {"lastTransactionTime", time_or_null(who.last_transaction)},
                         {"pointsExpireIn", time_or_null(who.points_expire)}});
}

/// What is to pay beside the goods is their delivery.
Json extras_of(const PurchaseCalc& calc) {
    Json extras = Json::object();
    if (calc.cash_total != calc.cash) extras.set("delivery", number_of(calc.cash_total - calc.cash));
    return extras;
}

Json share(std::int64_t part, Money total, PercentForm form) {
    const std::int64_t whole = form == PercentForm::of_one ? 100 : 10'000;
    return number_of(Percent{total.count > 0 ? scale_half_up(part, whole, total.count) : 0});
}

}  // namespace

Json to_json(const Named& named) {
    return Json::object({{"id", named.id}, {"displayName", named.display_name}});
}

Json to_json(const OperationCustomer& customer) {
    return Json::object({{"id", customer.id ? Json(customer.id->value) : Json()},
                         {"displayName", customer.display_name},
                         {"uid", customer.uid ? Json(customer.uid->text) : Json()},
                         {"membershipTier", customer.tier ? loyalty::to_json(*customer.tier) : Json()}});
}

Json to_json(const MembershipTier& tier) {
    Json conditions = Json::object(
        {{"totalCashSpent", target_or_null(tier.total_cash_spent, number_or_null(tier.total_cash_spent))},
         {"effectiveInvitedCount",
          target_or_null(tier.effective_invited_count, or_null(tier.effective_invited_count))}});
    return Json::object({{"uid", tier.uid},
                         {"name", tier.name},
                         {"rate", number_of(tier.rate)},
                         {"maxScoresDiscount", number_or_null(tier.max_scores_discount)},
                         {"conditions", std::move(conditions)}});
}

Json to_json(const Settings& settings) {
    Json json = Json::object({{"id", settings.id},
                              {"name", settings.name},
                              {"promoCode", settings.promo_code},
                              {"currency", settings.currency},
                              {"baseDiscountPolicy", policy_words[static_cast<std::size_t>(settings.policy)]},
                              {"purchaseByPhone", settings.purchase_by_phone},
                              {"usePointsByPhone", settings.use_points_by_phone},
                              {"writeInvoice", settings.write_invoice},
                              {"slug", or_null(settings.slug)},
                              {"loyaltyProgramSettings", to_json(settings.program)}});
    if (const auto& rule = settings.confirmation)
        json.set("redemptionConfirmation",
                 Json::object({{"above", number_or_null(rule->above)}, {"byPhone", rule->by_phone}}));
    return json;
}

Json to_json(const Customer& customer) {
    Json json = Json::object(
        {{"uid", customer.uid ? Json(customer.uid->text) : Json()},
         {"avatar", or_null(customer.avatar)},
         {"displayName", customer.display_name},
         {"gender",
          customer.gender ? Json(gender_words[static_cast<std::size_t>(*customer.gender)]) : Json()},
         {"phone", or_null(customer.phone)},
         {"birthDate", or_null(customer.birth_date)},
         {"channelName", or_null(customer.channel_name)},
         {"email", or_null(customer.email)},
         {"participant", to_json(customer.participant)}});
    if (customer.tags) json.set("tags", to_json(*customer.tags));
    return json;
}

Json to_json(const std::vector<Tag>& tags) {
    Json json = Json::array();
    for (const auto& tag : tags) json.push(Json::object({{"id", tag.id}, {"name", tag.name}}));
    return json;
}

Json to_json(const PurchaseCalc& calc, PercentForm form) {
    return Json::object({{"maxPoints", number_of(calc.max_points)},
                         {"total", number_of(calc.total)},
                         {"skipLoyaltyTotal", number_of(calc.skip_loyalty_total)},
                         {"unredeemableTotal", number_of(calc.unredeemable_total)},
                         {"discountAmount", number_of(calc.discount_amount)},
                         {"discountPercent", share(calc.discount_amount.count, calc.total, form)},
                         {"points", number_of(calc.points)},
                         {"pointsPercent", share(calc.points.count, calc.total, form)},
                         {"netDiscount", number_of(calc.net_discount)},
                         {"netDiscountPercent", share(calc.net_discount.count, calc.total, form)},
                         {"certificatePoints", number_of(calc.certificate_points)},
                         {"cash", number_of(calc.cash)},
                         {"cashTotal", number_of(calc.cash_total)},
                         {"cashBack", number_of(calc.cash_back)},
                         {"extras", extras_of(calc)},
                         {"maxScoresDiscount", number_or_null(calc.max_scores_discount)}});
}

Json to_json(const Operation& operation) {
    return Json::object(
        {{"id", operation.id.value},
         {"dateCreated", to_text(operation.created)},
         {"action", "PURCHASE"},
         {"state", state_words[static_cast<std::size_t>(operation.state)]},
         {"customer", operation.customer ? to_json(*operation.customer) : Json()},
         {"cashier", operation.cashier ? to_json(*operation.cashier) : Json()},
         {"branch", operation.branch ? to_json(*operation.branch) : Json()},
         {"points", number_of(operation.points)},
         {"certificatePoints", number_or_null(operation.certificate_points)},
         {"receiptNumber", or_null(operation.receipt_number)},
         {"origin", operation.origin ? Json::object({{"id", operation.origin->value}}) : Json()},
         {"total", number_of(operation.total)},
         {"cash", number_of(operation.cash)}});
}

}  // namespace tillpoints::loyalty
