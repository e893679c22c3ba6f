#include "cloud/programme/read_parts.hpp"

namespace tillpoints::cloud {

Points read_gift(Reader& in, std::string_view key) {
    const auto points = in.maybe_points(key).value_or(Points());
    if (points < Points()) in.fail(key, Errc::out_of_range, "a number from 0");
    return points;
}

ShareOf read_share_of(Reader& in, std::string_view key) {
    return static_cast<ShareOf>(in.maybe_one_of(key, {"cash", "total"}).value_or(0));
}

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
    in->refuse_unknown({"reward", "reward_at", "reward_to", "reward_withdrawn", "rates", "share_of",
                        "less_skipped", "from_purchase"});
    referral.reward = read_gift(*in, "reward");
    referral.reward_at =
        static_cast<RewardAt>(in->maybe_one_of("reward_at", {"first_purchase", "registration"}).value_or(0));
    referral.reward_to =
        static_cast<RewardTo>(in->maybe_one_of("reward_to", {"inviter", "friend", "both"}).value_or(0));
    referral.reward_withdrawn = in->flag("reward_withdrawn", true);
    referral.share_of = read_share_of(*in, "share_of");
    referral.less_skipped = in->flag("less_skipped", true);
    referral.from_purchase = in->maybe_integer("from_purchase", 1, 1000).value_or(1);
    const Json* rates = in->raw("rates");
    if (!rates) return referral;
    if (!rates->items() || rates->items()->size() > 100) {
        in->fail("rates", Errc::wrong_type, "a list of at most 100 percentages");
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
    in->refuse_unknown(
        {"points", "share", "share_of", "single_use", "own_points_beside", "days_before", "days_after"});
    BirthdayGift gift;
    gift.points = in->points("points");
    if (gift.points < Points()) in->fail("points", Errc::out_of_range, "a number from 0");
    gift.share = in->percent("share");
    gift.share_of =
        static_cast<CertificateOf>(in->maybe_one_of("share_of", {"redeemable", "total"}).value_or(0));
    gift.single_use = in->flag("single_use", true);
    gift.own_points_beside = in->flag("own_points_beside", false);
    gift.before = std::chrono::days(in->integer("days_before", 0, 60));
    gift.after = std::chrono::days(in->integer("days_after", 0, 60));
    return gift;
}

std::optional<WinBack> read_win_back(std::optional<Reader> in) {
    if (!in) return {};
    in->refuse_unknown({"after_days", "points", "expires_days"});
    WinBack gift;
    gift.after = std::chrono::days(in->integer("after_days", 1, 3650));
    gift.points = in->points("points");
    if (gift.points <= Points()) in->fail("points", Errc::out_of_range, "a number above 0");
    if (const auto days = in->maybe_integer("expires_days", 1, 3650)) gift.expires = std::chrono::days(*days);
    return gift;
}

std::optional<loyalty::ConfirmationRule> read_confirmation(std::optional<Reader> in) {
    if (!in) return {};
    in->refuse_unknown({"above", "by_phone"});
    loyalty::ConfirmationRule rule{in->maybe_points("above"), in->flag("by_phone", false)};
    if (rule.above && *rule.above < Points()) in->fail("above", Errc::out_of_range, "a number from 0");
    if (!in->has("above") && !rule.by_phone)
        in->fail("above", Errc::missing_field, "above, or true for by_phone");
    return rule;
}

void read_source(Reader in, std::vector<Source>& sources) {
    in.refuse_unknown({"promo_code", "name", "platform"});
    Source source{in.text("promo_code", 32), in.text("name", 64), in.flag("platform", false)};
    for (const auto& other : sources)
        if (other.promo_code == source.promo_code)
            in.fail("promo_code", Errc::duplicate, "a promo code of its own", source.promo_code);
    sources.push_back(std::move(source));
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

}  // namespace tillpoints::cloud
