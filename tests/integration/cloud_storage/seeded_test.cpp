#include <catch2/catch.hpp>

#include "cloud/seed/events.hpp"
#include "seeded_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

Money sum_of(const std::vector<Bucket>& buckets) {
    Money sum;
    for (const auto& bucket : buckets) sum += bucket.revenue;
    return sum;
}

}  // namespace

TEST_CASE("a programme whose redemptions are confirmed is seeded like one without") {
    auto confirming = electronics();
    confirming.confirmation = loyalty::ConfirmationRule{Points(), true};
    const SeedRequest order{200, 1, deployment};
    const SeededShop shop(confirming, order);
    CHECK(shop.seeded.digest == SeededShop(electronics(), order).seeded.digest);
    CHECK(report_of(shop.rows).points.redeemed > Points());
}

TEST_CASE("the sums of a seeded report add up: buckets, benefit, points, employees") {
    for (const auto& programme : {electronics(), retail()}) {
        const SeededShop shop(programme, {600, 7, deployment});
        const auto report = report_of(shop.rows);
        CHECK(sum_of(report.buckets) == report.purchases.turnover);
        CHECK(report.benefit ==
              sum_of(report.buckets) - report.buckets.back().revenue + worth(report.points.saved));
        CHECK(report.points.issued - report.points.redeemed - report.points.expired ==
              report.points.outstanding);
        Money by_staff;
        std::int64_t receipts = 0;
        std::int64_t newcomers = 0;
        for (const auto& line : report.staff) {
            by_staff += line.whole.card_turnover;
            receipts += line.whole.with_card + line.whole.without_card;
            newcomers += line.whole.newcomers;
        }
        CHECK(by_staff == report.purchases.turnover);
        CHECK(newcomers == report.base.buyers);
        CHECK(receipts == report.purchases.purchases + report.purchases.bare);
    }
}

TEST_CASE("the same seed gives the same data, another seed other data") {
    const auto digest = [](std::uint64_t seed) {
        return SeededShop(electronics(), {200, seed, deployment}).seeded.digest;
    };
    CHECK(digest(5) == digest(5));
    CHECK(digest(5) != digest(6));
}

TEST_CASE("a programme in tenge without win-back gifts, or in a short period, is seeded without them") {
    auto without = retail();
    without.win_back.reset();
    const SeededShop plain(without, {100, 1, deployment});
    CHECK(report_of(plain.rows).win_back.given == 0);
    const SeededShop brief(retail(), {100, 1, {on(2024, 4, 1), on(2024, 6, 1)}});
    CHECK(report_of(brief.rows).win_back.given == 0);
    CHECK(brief.seeded.audit.violations == std::vector<std::string>());
}

TEST_CASE("a database with customers is not seeded, nor a size that is not offered") {
    SeededShop shop(electronics(), {100, 1, deployment});
    const auto again = [&](std::int64_t customers) {
        return seed_storage(shop.programme, *shop.storage, {customers, 1, deployment}, [](auto, auto) {})
            .error();
    };
    CHECK(again(100).where == "data");
    CHECK(again(99).where == "customers");
    CHECK(again(1'000'001).where == "customers");
}

TEST_CASE("random parts are whole roubles above zero and add up") {
    std::mt19937_64 random(3);
    for (const auto parts : {1, 2, 7, 1000}) {
        const auto split = split_by_chance(roubles(1'000'000), parts, random);
        CHECK(std::ssize(split) == parts);
        Money sum;
        for (const auto part : split) {
            CHECK(part > Money());
            CHECK(part.count % 100 == 0);
            sum += part;
        }
        CHECK(sum == roubles(1'000'000));
    }
}
