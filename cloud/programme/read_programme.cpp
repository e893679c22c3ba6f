#include "cloud/programme/read_programme.hpp"

#include <fstream>
#include <sstream>

namespace tillpoints::cloud {
namespace {

Tier read_tier(Reader in, bool first) {
    in.refuse_unknown({"uid", "name", "rate", "redemption_limit", "spent_from", "invited_from"});
    Tier tier;
    tier.uid = first ? in.maybe_text("uid").value_or("base") : in.text("uid");
    tier.name = in.text("name", 64);
    tier.rate = in.percent("rate");
    tier.redemption_limit = in.maybe_percent("redemption_limit");
    tier.spent_from = in.maybe_major("spent_from");
    tier.invited_from = in.maybe_integer("invited_from", 1, 1'000'000);
    if (!in.has("spent_from") && !in.has("invited_from"))
        in.fail("spent_from", Errc::missing_field, "spent_from, invited_from or both");
    if (first && tier.uid != "base")
        in.fail("uid", Errc::invalid_value, "\"base\" for the first tier", tier.uid);
    if (!first && !tier.uid.empty() && !is_uuid(tier.uid))
        in.fail("uid", Errc::invalid_value, "a UUID", tier.uid);
    return tier;
}

Referral read_referral(std::optional<Reader> in) {
    Referral referral;
    if (!in) return referral;
    in->refuse_unknown({"reward", "rates"});
    referral.reward = in->maybe_points("reward").value_or(Points());
    if (referral.reward < Points()) in->fail("reward", Errc::out_of_range, "a number from 0");
    const Json* rates = in->raw("rates");
    if (!rates) return referral;
    if (!rates->items() || rates->items()->size() > 20) {
        in->fail("rates", Errc::wrong_type, "a list of at most 20 percentages");
        return referral;
    }
    for (std::size_t i = 0; i < rates->items()->size(); ++i) {
        const auto key = "rates[" + std::to_string(i) + "]";
        const Json holder = Json::object({{key, (*rates->items())[i]}});
        referral.rates.push_back(Reader(holder, "referral", in->problems()).percent(key));
    }
    return referral;
}

std::optional<BirthdayGift> read_birthday(std::optional<Reader> in) {
    if (!in) return {};
    in->refuse_unknown({"points", "share", "days_before", "days_after"});
    BirthdayGift gift;
    gift.points = in->points("points");
    if (gift.points < Points()) in->fail("points", Errc::out_of_range, "a number from 0");
    gift.share = in->percent("share");
    gift.before = std::chrono::days(in->integer("days_before", 0, 60));
    gift.after = std::chrono::days(in->integer("days_after", 0, 60));
    return gift;
}

void check_order(Reader& in, const std::vector<Tier>& tiers) {
    if (tiers.empty()) return in.fail("tiers", Errc::invalid_value, "at least one tier", "none");
    if (tiers[0].spent_from != Money())
        in.fail("tiers[0].spent_from", Errc::invalid_value, "0 for the first tier");
    if (tiers[0].invited_from)
        in.fail("tiers[0].invited_from", Errc::invalid_value, "nothing for the first tier");
    auto spent = tiers[0].spent_from;
    auto invited = tiers[0].invited_from;
    for (std::size_t i = 1; i < tiers.size(); ++i) {
        const auto at = "tiers[" + std::to_string(i) + "].";
        if (tiers[i].spent_from && tiers[i].spent_from <= spent)
            in.fail(at + "spent_from", Errc::invalid_value, "more than the tier before",
                    to_text(*tiers[i].spent_from));
        if (tiers[i].invited_from && tiers[i].invited_from <= invited)
            in.fail(at + "invited_from", Errc::invalid_value, "more than the tier before",
                    std::to_string(*tiers[i].invited_from));
        if (tiers[i].spent_from) spent = tiers[i].spent_from;
        if (tiers[i].invited_from) invited = tiers[i].invited_from;
        for (std::size_t j = 0; j < i; ++j)
            if (tiers[i].uid == tiers[j].uid)
                in.fail(at + "uid", Errc::duplicate, "a uid of its own", tiers[i].uid);
    }
}

std::chrono::minutes minutes(Reader& in, std::string_view key, std::chrono::minutes absent) {
    return std::chrono::minutes(in.maybe_integer(key, 1, 60 * 24 * 30).value_or(absent.count()));
}

}  // namespace

std::optional<Programme> read_programme(const Json& json, Problems& problems) {
    Reader in(json, "", problems);
    in.refuse_unknown({"$schema", "name", "promo_code", "currency", "discount_policy", "purchase_by_phone",
                       "use_points_by_phone", "welcome_points", "referral", "staff_award",
                       "defer_points_days", "expiry_months", "birthday_certificate", "tiers",
                       "code_lifetime_minutes", "voucher_lifetime_minutes"});
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
    programme.welcome = in.maybe_points("welcome_points").value_or(Points());
    if (programme.welcome < Points()) in.fail("welcome_points", Errc::out_of_range, "a number from 0");
    programme.referral = read_referral(in.maybe_object("referral"));
    programme.staff_award = in.maybe_percent("staff_award").value_or(Percent{});
    programme.deferral = std::chrono::days(in.maybe_integer("defer_points_days", 0, 15).value_or(0));
    if (const auto months = in.maybe_integer("expiry_months", 3, 24))
        programme.expiry = std::chrono::months(*months);
    programme.birthday = read_birthday(in.maybe_object("birthday_certificate"));
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
