#include <catch2/catch.hpp>

#include "plugin/limits/grant.hpp"

/// How many points may be redeemed while the cloud is out of reach.
namespace tillpoints::limits {
namespace {

using namespace std::chrono_literals;

const Timestamp time_of_sale = *parse_timestamp("2026-03-01T12:00:00Z");
constexpr Points everything{1'000'000'000};

struct OfflineRedeeming {
    OfflineRedemptionLimits limits{true, Points(50'000), Points(60'000), Points(100'000), 24h};
    OfflineExposure exposure;
    Snapshot snapshot{"key", {}, "Gold", Points(80'000), {}, {}, time_of_sale - 1h};
    Request request{everything, Points(90'000), Money(90'000)};
    Timestamp now = time_of_sale;

    Grant ask() const { return grant(limits, exposure, &snapshot, request, now); }
};

void check(const Grant& grant, std::int64_t points, std::optional<Reason> reason) {
    CHECK(grant.points == Points(points));
    CHECK(grant.limited_by == reason);
}

}  // namespace

TEST_CASE("offline a receipt is granted up to the limit of a receipt and no more") {
    OfflineRedeeming till;
    check(till.ask(), 50'000, Reason::offline_receipt_limit);
    till.request.wanted = Points(50'000);
    check(till.ask(), 50'000, {});
}

TEST_CASE("offline a customer is granted no more in a day than the customer's limit") {
    OfflineRedeeming till;
    till.exposure.customer_today = Points(45'000);
    check(till.ask(), 15'000, Reason::offline_customer_limit);
    till.exposure.customer_today = Points(60'000);
    check(till.ask(), 0, Reason::offline_customer_limit);
}

TEST_CASE("offline a terminal grants no more than its limit until the cloud has answered") {
    OfflineRedeeming till;
    till.exposure.terminal_open = Points(99'999);
    check(till.ask(), 1, Reason::offline_terminal_limit);
    till.exposure.terminal_open = Points(100'001);
    check(till.ask(), 0, Reason::offline_terminal_limit);
}

TEST_CASE("offline no more is granted than the cached balance less the open offline redemptions") {
    OfflineRedeeming till;
    till.snapshot.balance = Points(30'000);
    check(till.ask(), 30'000, Reason::offline_no_points);
    till.exposure.customer_open = Points(29'000);
    check(till.ask(), 1'000, Reason::offline_no_points);
    till.snapshot.balance = Points(-500);
    check(till.ask(), 0, Reason::offline_no_points);
}

TEST_CASE("offline the programme's share of a receipt is kept to, rounded down") {
    OfflineRedeeming till;
    till.snapshot.most_of_receipt = Percent{1'000};
    till.request.base = Money(99'999);
    check(till.ask(), 9'999, Reason::offline_programme);
}

TEST_CASE("offline a cached balance is used up to its oldest age and not a moment longer") {
    OfflineRedeeming till;
    till.snapshot.as_of = time_of_sale - 24h;
    check(till.ask(), 50'000, Reason::offline_receipt_limit);
    till.snapshot.as_of -= 1ms;
    check(till.ask(), 0, Reason::offline_old_balance);
}

TEST_CASE("offline a cached balance from the future is not used, because its age is unknown") {
    OfflineRedeeming till;
    till.snapshot.as_of = time_of_sale + 11min;
    check(till.ask(), 0, Reason::offline_old_balance);
}

TEST_CASE("offline a customer who is not cached is granted nothing") {
    OfflineRedeeming till;
    check(grant(till.limits, {}, nullptr, till.request, time_of_sale), 0, Reason::offline_unknown);
}

TEST_CASE("offline no limit is named as the reason if the prices allow no more") {
    OfflineRedeeming till;
    till.request.payable = Points(20'000);
    check(till.ask(), 20'000, {});
    till.request.wanted = Points(10'000);
    check(till.ask(), 10'000, {});
}

}  // namespace tillpoints::limits
