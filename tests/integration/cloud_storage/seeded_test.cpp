#include <catch2/catch.hpp>

#include "cloud/report/report.hpp"
#include "cloud/report/show.hpp"
#include "cloud/seed/events.hpp"
#include "cloud/seed/seed_storage.hpp"
#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// By the deployment's own dates.
const Period deployment{on(2024, 4, 1), on(2025, 2, 2)};

struct SeededShop {
    explicit SeededShop(Programme rules, SeedRequest order)
        : programme(std::move(rules)), storage(open_sqlite_storage(":memory:")) {
        seeded = seed_storage(programme, *storage, order, [](std::int64_t, std::int64_t) {}).value();
        storage->read([&](Transaction& db) { rows = db.report.rows(order.period); });
    }

    Programme programme;
    std::unique_ptr<Storage> storage;
    SeedResult seeded;
    ReportRows rows;
};

Money sum_of(const std::vector<Bucket>& buckets) {
    Money sum;
    for (const auto& bucket : buckets) sum += bucket.revenue;
    return sum;
}

}  // namespace

TEST_CASE(
    "electronics: a database seeded to the published counts gives a report whose counts equal the table") {
    const SeededShop shop(electronics(), {1455, 1, deployment});
    const auto report = report_of(shop.rows);
    CHECK(shop.seeded.audit.violations == std::vector<std::string>());

    CHECK(report.base.contacts == 1455);
    CHECK(report.base.imported == 0);
    CHECK(report.base.members == 1419);
    CHECK(report.base.member_share == Percent{9753});
    CHECK(report.base.buyers == 921);
    CHECK(report.base.buyer_share == Percent{6330});
    CHECK(report.purchases.purchases == 1168);
    CHECK(report.purchases.per_buyer == 127);
    CHECK(report.purchases.repeats == 27);
    CHECK(report.purchases.by_phone == 36);
    CHECK(report.purchases.phone_share->hundredths / 100 == 3);
    CHECK(report.purchases.turnover == roubles(71'209'456));
    CHECK(report.purchases.average == roubles(60'967));
    CHECK(report.purchases.bare_average == roubles(44'501));
    CHECK(report.purchases.uplift == Percent{3700});
    CHECK(report.purchases.discount == Percent{61});
    CHECK(report.referral.newcomers == 30);
    CHECK(report.referral.bought == 5);
    CHECK(report.referral.generations.size() == 2);
    CHECK(report.ratings.ratings == 129);
    CHECK(report.ratings.every == 9);
    CHECK(report.ratings.reviews == 24);
    CHECK(report.certificates_issued == 727);

    const auto revenue = [&](const std::string& name) {
        for (const auto& bucket : report.buckets)
            if (bucket.name == name) return bucket.revenue;
        return Money();
    };
    CHECK(revenue("certificates") == roubles(512'543));
    CHECK(revenue("referral") == roubles(334'610));
    CHECK(revenue("Instagram") == roubles(1'951'109));
    CHECK(revenue("VKontakte") == roubles(29'016));
    CHECK(revenue("Telegram channel") == roubles(339'090));
    CHECK(revenue("Taplink") == roubles(186'470));
    CHECK(revenue("Telegram") == roubles(312'956));
    CHECK(revenue("Platform") == roubles(1'763'488));
}

TEST_CASE(
    "retail: a database seeded to the published counts has the shape of that deployment, not of the other") {
    const SeededShop shop(retail(), {6451, 1, deployment});
    const auto report = report_of(shop.rows);
    CHECK(shop.seeded.audit.violations == std::vector<std::string>());

    CHECK(report.base.contacts == 6451);
    CHECK(report.base.members == 3983);
    CHECK(report.referral.newcomers == 560);
    CHECK(report.referral.generations.size() == 5);
    CHECK(report.purchases.per_buyer == 540);
    CHECK(report.purchases.discount == Percent{600});
    CHECK(report.ratings.ratings == 3500);
    CHECK(report.ratings.reviews == 360);
    CHECK(report.pareto.revenue_share > Percent{6100});
    CHECK(report.pareto.revenue_share < Percent{6300});
    CHECK(report.pareto.best_least >= roubles(200'000));
    CHECK(report.win_back.revenue == roubles(650'000));
    CHECK(report.win_back.returned == 65);
    CHECK(report.certificates_issued == 0);
    CHECK(report.purchases.bare == 0);
    for (const auto& bucket : report.buckets) {
        if (bucket.name == "referral") CHECK(bucket.revenue == roubles(19'200'000));
        if (bucket.name == "Platform") CHECK(bucket.joined == 688);
        if (bucket.name == "Platform") CHECK(bucket.bought == 370);
    }
}

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
