#include "protocol/loyalty/read_values.hpp"

#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

std::vector<Percent> read_rates(Reader& in, std::string_view key) {
    std::vector<Percent> rates;
    const Json* items = in.raw(key);
    if (!items || !items->items()) return rates;
    for (const auto& rate : *items->items()) {
        const Json holder = Json::object({{"rate", rate}});
        rates.push_back(Reader(holder, std::string(key), in.problems()).percent("rate"));
    }
    return rates;
}

/// The terminal decides by the policy alone, so other members that are missing or wrong are left out.
LoyaltyProgram read_program(Reader in) {
    LoyaltyProgram program;
    if (auto base = in.maybe_object("baseMembershipTier")) program.base_tier = read_tier(*base);
    if (in.has("membershipTiers"))
        in.each("membershipTiers", 100, [&](Reader tier) { program.tiers.push_back(read_tier(tier)); });
    program.referral_cashback_rates = read_rates(in, "referralCashbackRates");
    program.cashier_award = in.maybe_percent("cashierAward");
    program.referral_reward = in.maybe_points("referralReward");
    program.receipt_limit = in.maybe_major("receiptLimit");
    program.defer_points_for_days = in.maybe_integer("deferPointsForDays", 0, 3650);
    program.first_purchase_points = in.maybe_points("firstPurchasePoints");
    program.max_scores_discount = in.maybe_percent("maxScoresDiscount");
    return program;
}

/// Decisions need the id and the balance.
Participant read_participant(Reader in) {
    Participant who;
    if (const auto id = in.maybe_integer("id", 0, max_id)) who.id = ParticipantId{*id};
    who.points = in.maybe_points("points").value_or(Points());
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    who.inviter_id = shown.maybe_integer("inviterId", 0, max_id);
    who.discount_rate = shown.maybe_percent("discountRate").value_or(Percent{});
    who.cashback_rate = shown.maybe_percent("cashbackRate").value_or(Percent{});
    who.cash_spent = shown.maybe_major("cashSpent").value_or(Money());
    who.saved_funds = shown.maybe_major("savedFunds").value_or(Money());
    who.invited_count = shown.maybe_integer("invitedCount", 0, max_id).value_or(0);
    who.effective_invited_count = shown.maybe_integer("effectiveInvitedCount", 0, max_id).value_or(0);
    who.operations_count = shown.maybe_integer("operationsCount", 0, max_id).value_or(0);
    who.full_refunds_count = shown.maybe_integer("fullRefundsCount", 0, max_id).value_or(0);
    who.note = shown.maybe_text("note", longest_name);
    if (auto tier = shown.maybe_object("membershipTier")) who.tier = read_tier(*tier);
    who.created = shown.maybe_time("dateCreated");
    who.last_transaction = shown.maybe_time("lastTransactionTime");
    who.points_expire = shown.maybe_time("pointsExpireIn");
    return who;
}

template <class T>
Result<T> read_whole(const Json& json, T (*read)(Reader)) {
    Problems problems;
    T value = read(Reader(json, "", problems));
    if (!problems.empty()) return problems.front();
    return value;
}

}  // namespace

MembershipTier read_tier(Reader in) {
    MembershipTier tier;
    tier.uid = in.maybe_text("uid").value_or("base");
    tier.name = name_in(in, "name");
    tier.rate = in.maybe_percent("rate").value_or(Percent{});
    tier.max_scores_discount = in.maybe_percent("maxScoresDiscount");
    if (auto conditions = in.maybe_object("conditions")) {
        if (auto spent = conditions->maybe_object("totalCashSpent"))
            tier.total_cash_spent = spent->maybe_major("target");
        if (auto invited = conditions->maybe_object("effectiveInvitedCount"))
            tier.effective_invited_count = invited->maybe_integer("target", 0, max_id);
    }
    return tier;
}

/// Decisions need the policy, the two flags and, where it is told, the currency.
Settings read_settings(Reader in) {
    Settings settings;
    settings.policy = word<DiscountPolicy>(in, "baseDiscountPolicy", policy_words);
    settings.currency = in.maybe_text("currency", 8).value_or("");
    settings.purchase_by_phone = in.flag("purchaseByPhone", false);
    settings.use_points_by_phone = in.flag("usePointsByPhone", false);
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    settings.id = shown.maybe_integer("id", 0, max_id).value_or(0);
    settings.name = name_in(shown, "name");
    settings.promo_code = name_in(shown, "promoCode");
    settings.write_invoice = shown.flag("writeInvoice", false);
    settings.slug = shown.maybe_text("slug", longest_name);
    if (auto rule = shown.maybe_object("redemptionConfirmation")) {
        auto above = rule->maybe_points("above");
        if (above < Points()) above.reset();
        settings.confirmation = ConfirmationRule{above, rule->flag("byPhone", false)};
    }
    if (auto program = shown.maybe_object("loyaltyProgramSettings"))
        settings.program = read_program(*program);
    return settings;
}

/// Decisions need the uid and the participant.
Customer read_customer(Reader in) {
    Customer customer;
    if (const auto uid = in.maybe_text("uid")) customer.uid = CustomerUid(*uid);
    customer.participant = read_participant(in.object("participant"));
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    customer.avatar = shown.maybe_text("avatar", longest_name);
    customer.display_name = name_in(shown, "displayName");
    customer.gender = maybe_word<Gender>(shown, "gender", gender_words);
    customer.phone = shown.maybe_text("phone", 64);
    customer.birth_date = shown.maybe_text("birthDate", 64);
    customer.channel_name = shown.maybe_text("channelName", longest_name);
    customer.email = shown.maybe_text("email", longest_name);
    if (shown.has("tags")) customer.tags = read_tags(shown, "tags");
    return customer;
}

std::vector<Tag> read_tags(Reader& in, std::string_view key) {
    std::vector<Tag> tags;
    in.each(key, 10'000, [&](Reader tag) {
        tags.push_back({tag.integer("id", 0, max_id), name_in(tag, "name")});
    });
    return tags;
}

/// Decisions need the most points and the sums.
PurchaseCalc read_calc(Reader in) {
    PurchaseCalc calc;
    calc.max_points = in.points("maxPoints");
    calc.total = in.major("total");
    calc.points = in.points("points");
    calc.cash = in.major("cash");
    calc.discount_amount = in.maybe_major("discountAmount").value_or(Money());
    calc.certificate_points = in.maybe_points("certificatePoints").value_or(Points());
    calc.cash_back = in.maybe_points("cashBack").value_or(Points());
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    calc.skip_loyalty_total = shown.maybe_major("skipLoyaltyTotal").value_or(Money());
    calc.unredeemable_total = shown.maybe_major("unredeemableTotal").value_or(Money());
    calc.net_discount = shown.maybe_major("netDiscount").value_or(Money());
    calc.cash_total = shown.maybe_major("cashTotal").value_or(calc.cash);
    calc.max_scores_discount = shown.maybe_percent("maxScoresDiscount");
    return calc;
}

Result<Settings> settings_from(const Json& json) {
    return read_whole(json, read_settings);
}
Result<Operation> operation_from(const Json& json) {
    return read_whole(json, read_operation);
}

}  // namespace tillpoints::loyalty
