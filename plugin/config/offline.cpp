#include "plugin/config/sections.hpp"

namespace tillpoints {
namespace {

constexpr std::int64_t most_points = 100'000'000'000;

void read_points(Reader& in, std::string_view key, Points& points) {
    points = Points(in.maybe_integer(key, 1, most_points).value_or(points.count));
}

template <class Duration>
void read_time(Reader& in, std::string_view key, std::int64_t most, Duration& time) {
    time = Duration(in.maybe_integer(key, 1, most).value_or(time.count()));
}

void read_redemption(Reader in, limits::OfflineRedemptionLimits& redemption) {
    redemption.enabled = in.flag("enabled", redemption.enabled);
    read_points(in, "points_per_receipt", redemption.per_receipt);
    read_points(in, "points_per_customer_day", redemption.per_customer_day);
    read_points(in, "points_per_terminal", redemption.per_terminal);
    read_time(in, "oldest_balance_hours", 720, redemption.oldest_balance);
    in.refuse_unknown({"enabled", "points_per_receipt", "points_per_customer_day", "points_per_terminal",
                       "oldest_balance_hours"});
}

}  // namespace

void read_offline(Reader in, Config::Offline& offline) {
    auto& memory = offline.memory;
    const auto customers = in.maybe_integer("remember_customers", 0, 100'000);
    if (customers) memory.customers = static_cast<std::size_t>(*customers);
    read_time(in, "keep_days", 365, memory.keep);
    read_time(in, "show_balance_hours", 8'760, memory.show_balance);
    if (auto redemption = in.maybe_object("redemption")) read_redemption(*redemption, offline.redemption);
    if (offline.redemption.enabled && memory.customers == 0)
        in.fail("remember_customers", Errc::does_not_add_up,
                "at least 1 where offline.redemption is enabled, because points are redeemed offline from "
                "cached balances only",
                "0");
    in.refuse_unknown({"remember_customers", "keep_days", "show_balance_hours", "redemption"});
}

void read_limits(Reader in, limits::VelocityLimits& velocity) {
    const auto offset = in.maybe_integer("utc_offset_minutes", -720, 840);
    if (offset) velocity.utc_offset = std::chrono::minutes(*offset);
    velocity.awards_per_customer_day =
        in.maybe_integer("awards_per_customer_day", 0, 10'000).value_or(velocity.awards_per_customer_day);
    velocity.redemptions_per_cashier_hour = in.maybe_integer("redemptions_per_cashier_hour", 0, 10'000)
                                                .value_or(velocity.redemptions_per_cashier_hour);
    in.refuse_unknown({"utc_offset_minutes", "awards_per_customer_day", "redemptions_per_cashier_hour"});
}

Json json_of(const Config::Offline& offline) {
    const auto& redemption = offline.redemption;
    return Json::object(
        {{"remember_customers", static_cast<std::int64_t>(offline.memory.customers)},
         {"keep_days", static_cast<std::int64_t>(offline.memory.keep.count())},
         {"show_balance_hours", static_cast<std::int64_t>(offline.memory.show_balance.count())},
         {"redemption", Json::object({{"enabled", redemption.enabled},
                                      {"points_per_receipt", redemption.per_receipt.count},
                                      {"points_per_customer_day", redemption.per_customer_day.count},
                                      {"points_per_terminal", redemption.per_terminal.count},
                                      {"oldest_balance_hours",
                                       static_cast<std::int64_t>(redemption.oldest_balance.count())}})}});
}

Json json_of(const limits::VelocityLimits& velocity) {
    return Json::object({{"utc_offset_minutes", static_cast<std::int64_t>(velocity.utc_offset.count())},
                         {"awards_per_customer_day", velocity.awards_per_customer_day},
                         {"redemptions_per_cashier_hour", velocity.redemptions_per_cashier_hour}});
}

}  // namespace tillpoints
