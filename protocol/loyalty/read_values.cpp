#include "protocol/loyalty/read_values.hpp"

#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

LoyaltyProgram read_program(Reader in) {
    LoyaltyProgram program;
    program.base_tier = read_tier(in.object("baseMembershipTier"));
    if (in.has("membershipTiers"))
        in.each("membershipTiers", 100, [&](Reader tier) { program.tiers.push_back(read_tier(tier)); });
    if (const Json* rates = in.raw("referralCashbackRates"); rates && rates->items())
        for (const auto& rate : *rates->items()) {
            const Json holder = Json::object({{"rate", rate}});
            program.referral_cashback_rates.push_back(
                Reader(holder, "referralCashbackRates", in.problems()).percent("rate"));
        }
    program.cashier_award = in.maybe_percent("cashierAward");
    program.referral_reward = in.maybe_points("referralReward");
    program.receipt_limit = in.maybe_major("receiptLimit");
    program.defer_points_for_days = in.maybe_integer("deferPointsForDays", 0, 3650);
    program.first_purchase_points = in.maybe_points("firstPurchasePoints");
    program.max_scores_discount = in.maybe_percent("maxScoresDiscount");
    return program;
}

Participant read_participant(Reader in) {
    Participant who;
    if (const auto id = in.maybe_integer("id", 0, max_id)) who.id = ParticipantId{*id};
    who.inviter_id = in.maybe_integer("inviterId", 0, max_id);
    who.points = in.points("points");
    who.discount_rate = in.maybe_percent("discountRate").value_or(Percent{});
    who.cashback_rate = in.maybe_percent("cashbackRate").value_or(Percent{});
    who.cash_spent = in.maybe_major("cashSpent").value_or(Money());
    who.saved_funds = in.maybe_major("savedFunds").value_or(Money());
    who.invited_count = in.maybe_integer("invitedCount", 0, max_id).value_or(0);
    who.effective_invited_count = in.maybe_integer("effectiveInvitedCount", 0, max_id).value_or(0);
    who.operations_count = in.maybe_integer("operationsCount", 0, max_id).value_or(0);
    who.full_refunds_count = in.maybe_integer("fullRefundsCount", 0, max_id).value_or(0);
    who.note = in.maybe_text("note", 4096);
    if (auto tier = in.maybe_object("membershipTier")) who.tier = read_tier(*tier);
    who.created = in.maybe_time("dateCreated");
    who.last_transaction = in.maybe_time("lastTransactionTime");
    who.points_expire = in.maybe_time("pointsExpireIn");
    return who;
}

std::optional<Named> read_named(std::optional<Reader> in) {
    if (!in) return {};
    return Named{in->integer("id", 0, max_id), in->maybe_text("displayName", 1024).value_or("")};
}

std::optional<OperationCustomer> read_operation_customer(std::optional<Reader> in) {
    if (!in) return {};
    OperationCustomer customer;
    if (const auto id = in->maybe_integer("id", 0, max_id)) customer.id = ParticipantId{*id};
    customer.display_name = in->maybe_text("displayName", 1024).value_or("");
    if (const auto uid = in->maybe_text("uid")) customer.uid = CustomerUid(*uid);
    if (auto tier = in->maybe_object("membershipTier")) customer.tier = read_tier(*tier);
    return customer;
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
    tier.name = in.maybe_text("name", 1024).value_or("");
    tier.rate = in.percent("rate");
    tier.max_scores_discount = in.maybe_percent("maxScoresDiscount");
    if (auto conditions = in.maybe_object("conditions")) {
        if (auto spent = conditions->maybe_object("totalCashSpent"))
            tier.total_cash_spent = spent->maybe_major("target");
        if (auto invited = conditions->maybe_object("effectiveInvitedCount"))
            tier.effective_invited_count = invited->maybe_integer("target", 0, max_id);
    }
    return tier;
}

Settings read_settings(Reader in) {
    Settings settings;
    settings.id = in.integer("id", 0, max_id);
    settings.name = in.maybe_text("name", 1024).value_or("");
    settings.promo_code = in.maybe_text("promoCode", 1024).value_or("");
    settings.currency = in.text("currency", 8);
    settings.policy = word<DiscountPolicy>(in, "baseDiscountPolicy", policy_words);
    settings.purchase_by_phone = in.flag("purchaseByPhone", false);
    settings.use_points_by_phone = in.flag("usePointsByPhone", false);
    settings.write_invoice = in.flag("writeInvoice", false);
    settings.slug = in.maybe_text("slug", 1024);
    settings.program = read_program(in.object("loyaltyProgramSettings"));
    return settings;
}

Customer read_customer(Reader in) {
    Customer customer;
    if (const auto uid = in.maybe_text("uid")) customer.uid = CustomerUid(*uid);
    customer.avatar = in.maybe_text("avatar", 4096);
    customer.display_name = in.maybe_text("displayName", 1024).value_or("");
    customer.gender = maybe_word<Gender>(in, "gender", gender_words);
    customer.phone = in.maybe_text("phone", 64);
    customer.birth_date = in.maybe_text("birthDate", 64);
    customer.channel_name = in.maybe_text("channelName", 1024);
    customer.email = in.maybe_text("email", 1024);
    customer.participant = read_participant(in.object("participant"));
    if (in.has("tags")) customer.tags = read_tags(in, "tags");
    return customer;
}

std::vector<Tag> read_tags(Reader& in, std::string_view key) {
    std::vector<Tag> tags;
    in.each(key, 10'000, [&](Reader tag) {
        tags.push_back({tag.integer("id", 0, max_id), tag.maybe_text("name", 1024).value_or("")});
    });
    return tags;
}

PurchaseCalc read_calc(Reader in) {
    PurchaseCalc calc;
    calc.max_points = in.points("maxPoints");
    calc.total = in.major("total");
    calc.skip_loyalty_total = in.maybe_major("skipLoyaltyTotal").value_or(Money());
    calc.unredeemable_total = in.maybe_major("unredeemableTotal").value_or(Money());
    calc.discount_amount = in.maybe_major("discountAmount").value_or(Money());
    calc.points = in.points("points");
    calc.net_discount = in.maybe_major("netDiscount").value_or(Money());
    calc.certificate_points = in.maybe_points("certificatePoints").value_or(Points());
    calc.cash = in.major("cash");
    calc.cash_total = in.maybe_major("cashTotal").value_or(calc.cash);
    calc.cash_back = in.maybe_points("cashBack").value_or(Points());
    calc.max_scores_discount = in.maybe_percent("maxScoresDiscount");
    return calc;
}

Operation read_operation(Reader in) {
    Operation operation;
    operation.id = {in.integer("id", 0, max_id)};
    operation.created = in.time("dateCreated");
    operation.state = word<OperationState>(in, "state", state_words);
    operation.customer = read_operation_customer(in.maybe_object("customer"));
    operation.cashier = read_named(in.maybe_object("cashier"));
    operation.branch = read_named(in.maybe_object("branch"));
    operation.points = in.points("points");
    operation.certificate_points = in.maybe_points("certificatePoints");
    operation.receipt_number = in.maybe_text("receiptNumber", 1024);
    if (auto origin = in.maybe_object("origin"))
        operation.origin = OperationId{origin->integer("id", 0, max_id)};
    operation.total = in.major("total");
    operation.cash = in.major("cash");
    return operation;
}

Result<Settings> settings_from(const Json& json) {
    return read_whole(json, read_settings);
}
Result<Operation> operation_from(const Json& json) {
    return read_whole(json, read_operation);
}

}  // namespace tillpoints::loyalty
