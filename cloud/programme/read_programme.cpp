#include "cloud/programme/read_programme.hpp"

#include <fstream>
#include <sstream>

#include "cloud/programme/read_parts.hpp"

namespace tillpoints::cloud {
namespace {

std::chrono::minutes minutes(Reader& in, std::string_view key, std::chrono::minutes absent) {
    return std::chrono::minutes(in.maybe_integer(key, 1, 43'200).value_or(absent.count()));
}

}  // namespace

std::optional<Programme> read_programme(const Json& json, Problems& problems) {
    Reader in(json, "", problems);
    in.refuse_unknown({"$schema",
                       "name",
                       "promo_code",
                       "currency",
                       "discount_policy",
                       "purchase_by_phone",
                       "use_points_by_phone",
                       "welcome_points",
                       "first_purchase_points",
                       "tier_rate",
                       "unredeemable_earns",
                       "referral",
                       "staff_award",
                       "staff_award_of",
                       "defer_points_days",
                       "expiry_months",
                       "purchases_extend",
                       "gifts_extend",
                       "birthday_certificate",
                       "win_back",
                       "redemption_confirmation",
                       "sources",
                       "tiers",
                       "code_lifetime_minutes",
                       "voucher_lifetime_minutes"});
    Programme programme;
    programme.name = in.text("name");
    programme.promo_code = in.text("promo_code", 32);
    programme.currency = in.text("currency", 3);
    if (in.has("currency") && programme.currency.size() != 3)
        in.fail("currency", Errc::invalid_value, "three letters of ISO 4217", programme.currency);
    programme.policy = static_cast<loyalty::DiscountPolicy>(
        in.one_of("discount_policy", {"apply_discount", "charge_scores"}));
    programme.purchase_by_phone = in.flag("purchase_by_phone", true);
    programme.use_points_by_phone = in.flag("use_points_by_phone", false);
    programme.welcome = read_gift(in, "welcome_points");
    programme.first_purchase = read_gift(in, "first_purchase_points");
    programme.tier_rate = static_cast<TierRate>(
        in.maybe_one_of("tier_rate", {"before_purchase", "after_purchase"}).value_or(0));
    programme.unredeemable_earns = in.flag("unredeemable_earns", true);
    programme.referral = read_referral(in.maybe_object("referral"));
    programme.staff_award = in.maybe_percent("staff_award").value_or(Percent{});
    programme.staff_award_of = read_share_of(in, "staff_award_of");
    programme.deferral = std::chrono::days(in.maybe_integer("defer_points_days", 0, 15).value_or(0));
    if (const auto months = in.maybe_integer("expiry_months", 3, 24))
        programme.expiry = std::chrono::months(*months);
    programme.purchases_extend = in.flag("purchases_extend", true);
    programme.gifts_extend = in.flag("gifts_extend", false);
    programme.birthday = read_birthday(in.maybe_object("birthday_certificate"));
    programme.win_back = read_win_back(in.maybe_object("win_back"));
    programme.confirmation = read_confirmation(in.maybe_object("redemption_confirmation"));
    if (in.has("sources"))
        in.each("sources", 1000, [&](Reader source) { read_source(source, programme.sources); });
    in.each("tiers", 100,
            [&](Reader tier) { programme.tiers.push_back(read_tier(tier, programme.tiers.empty())); });
    if (in.has("tiers") && in.raw("tiers")->items()) check_order(in, programme.tiers);
    programme.code_lifetime = minutes(in, "code_lifetime_minutes", programme.code_lifetime);
    programme.voucher_lifetime = minutes(in, "voucher_lifetime_minutes", programme.voucher_lifetime);
    return problems.empty() ? std::optional(programme) : std::nullopt;
}

std::optional<Programme> load_programme(const std::string& path, Problems& problems) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    if (!in || !(text << in.rdbuf())) {
        problems.push_back({Errc::storage_failed, path, "a readable file", "none"});
        return {};
    }
    const auto json = parse_json(text.str(), {1u << 20, 16});
    if (!json) {
        problems.push_back(json.error());
        return {};
    }
    return read_programme(*json, problems);
}

}  // namespace tillpoints::cloud
