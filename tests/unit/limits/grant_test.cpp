#include <catch2/catch.hpp>

#include "plugin/limits/grant.hpp"

/// How many points a shop lends while the cloud is out of reach.
namespace tillpoints::limits {
namespace {

using namespace std::chrono_literals;

const Timestamp noon = *parse_timestamp("2026-03-01T12:00:00Z");
constexpr Points everything{1'000'000'000};

struct OfflineRedeeming {
    OfflineRedemptionLimits limits{true, Points(50'000), Points(60'000), Points(100'000), 24h};
    Standing standing;
    Snapshot snapshot{"key", {}, "Gold", Points(80'000), {}, {}, noon - 1h};
    Request request{everything, Points(90'000), Money(90'000)};
    Timestamp now = noon;

    Grant ask() const { return grant(limits, standing, &snapshot, request, now); }
};

void check(const Grant& grant, std::int64_t points, std::optional<Reason> reason) {
    CHECK(grant.points == Points(points));
    CHECK(grant.limited_by == reason);
}

}  // namespace

TEST_CASE("offline a receipt is granted no more than the limit of a receipt, and that much exactly") {
    OfflineRedeeming till;
    check(till.ask(), 50'000, Reason::offline_receipt_limit);
    till.request.wanted = Points(50'000);
    check(till.ask(), 50'000, {});
}

TEST_CASE("offline a customer is granted no more in a day than the customer's limit") {
    OfflineRedeeming till;
    till.standing.customer_today = Points(45'000);
    check(till.ask(), 15'000, Reason::offline_customer_limit);
    till.standing.customer_today = Points(60'000);
    check(till.ask(), 0, Reason::offline_customer_limit);
}

TEST_CASE("offline a terminal grants no more than its limit until the cloud has heard of it") {
    OfflineRedeeming till;
    till.standing.terminal_open = Points(99'999);
    check(till.ask(), 1, Reason::offline_terminal_limit);
    till.standing.terminal_open = Points(100'001);
    check(till.ask(), 0, Reason::offline_terminal_limit);
}

TEST_CASE("offline no more is granted than the remembered balance less what was promised since") {
    OfflineRedeeming till;
    till.snapshot.balance = Points(30'000);
    check(till.ask(), 30'000, Reason::offline_no_points);
    till.standing.customer_open = Points(29'000);
    check(till.ask(), 1'000, Reason::offline_no_points);
    till.snapshot.balance = Points(-500);
    check(till.ask(), 0, Reason::offline_no_points);
}

TEST_CASE("offline the programme's share of a receipt holds, rounded down") {
    OfflineRedeeming till;
    till.snapshot.most_of_receipt = Percent{1'000};
    till.request.base = Money(99'999);
    check(till.ask(), 9'999, Reason::offline_programme);
}

TEST_CASE("offline a balance is lent on up to its oldest age and not a moment longer") {
    OfflineRedeeming till;
    till.snapshot.as_of = noon - 24h;
    check(till.ask(), 50'000, Reason::offline_receipt_limit);
    till.snapshot.as_of -= 1ms;
    check(till.ask(), 0, Reason::offline_old_balance);
}

TEST_CASE("offline a balance from the future is nobody knows how old, and not lent on") {
    OfflineRedeeming till;
    till.snapshot.as_of = noon + 11min;
    check(till.ask(), 0, Reason::offline_old_balance);
}

TEST_CASE("offline a customer never seen is granted nothing") {
    OfflineRedeeming till;
    check(grant(till.limits, {}, nullptr, till.request, noon), 0, Reason::offline_unknown);
}

TEST_CASE("offline what the prices cannot take is no limit's doing") {
    OfflineRedeeming till;
    till.request.payable = Points(20'000);
    check(till.ask(), 20'000, {});
    till.request.wanted = Points(10'000);
    check(till.ask(), 10'000, {});
}

}  // namespace tillpoints::limits
