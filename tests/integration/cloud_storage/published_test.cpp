#include <catch2/catch.hpp>
#include <cstdlib>

#include "cloud/report/show.hpp"
#include "postgres/server.hpp"
#include "protocol/decimal.hpp"
#include "seeded_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Demo data of the deployments' size beside what was published of them. cloud/README.md has the same lines.
namespace {

/// A line of the report, in hundredths.
struct Published {
    const char* line;
    std::int64_t least;
    std::int64_t most;
};

constexpr Published counted(const char* line, std::int64_t figure) {
    return {line, figure * 100, figure * 100};
}
/// Money or points of which whole ones were published.
constexpr Published summed(const char* line, std::int64_t figure) {
    return counted(line, figure);
}
/// A figure that was published with few digits: from, to, both included, in hundredths.
constexpr Published rounded(const char* line, std::int64_t least, std::int64_t most) {
    return {line, least, most};
}

const std::vector<Published> electronics_lines{
    counted("customers/contacts", 1455),
    counted("customers/imported", 0),
    counted("customers/members", 1419),
    rounded("customers/member_share", 97'50, 98'49),  // 98 %, elsewhere 97.5 %
    counted("customers/buyers", 921),
    rounded("customers/buyer_share", 62'50, 63'49),
    counted("purchases/with_card", 1168),
    rounded("purchases/by_phone_share", 2'50, 3'49),
    rounded("purchases/per_buyer", 1'25, 1'34),  // 1.3
    rounded("purchases/true_repeats_per_buyer", 27, 27),
    summed("purchases/turnover", 71'209'456),
    summed("purchases/average", 60'967),
    summed("purchases/without_card_average", 44'501),
    rounded("purchases/average_uplift", 36'50, 37'49),
    rounded("purchases/actual_discount", 61, 61),
    rounded("points/saved_on_cashback", 1'024'944'00 - 1'024'00, 1'024'944'00 + 1'024'00),  // 0.1 %
    counted("referral/newcomers", 30),
    counted("referral/bought", 5),
    counted("referral/depth", 2),
    counted("ratings/ratings", 129),
    counted("ratings/one_in", 9),  // "every 10th" in words; 1168 / 129 is 9
    counted("ratings/reviews", 24),
    counted("certificates/issued", 727),
    summed("revenue/certificates/revenue", 512'543),
    summed("revenue/referral/revenue", 334'610),
    summed("revenue/Instagram/revenue", 1'951'109),
    summed("revenue/VKontakte/revenue", 29'016),
    summed("revenue/Telegram channel/revenue", 339'090),
    summed("revenue/Taplink/revenue", 186'470),
    summed("revenue/Telegram/revenue", 312'956),
    summed("revenue/Platform/revenue", 1'763'488),
    // Printed 6 454 155; its own lines add up to 6 454 226. As exact as what is saved on cashback.
    rounded("total_benefit", 6'454'226'00 - 1'024'00, 6'454'226'00 + 1'024'00),
};

const std::vector<Published> retail_lines{
    counted("customers/contacts", 6451),
    counted("customers/members", 3983),
    counted("referral/newcomers", 560),
    counted("referral/depth", 5),
    rounded("revenue/referral/revenue", 19'000'000'01, 19'499'999'99),  // "over 19 000 000"
    rounded("purchases/actual_discount", 6'00, 6'00),
    rounded("purchases/per_buyer", 5'40, 5'40),
    rounded("pareto/top", 15'00, 15'00),
    rounded("pareto/revenue_share", 61'50, 62'49),
    counted("pareto/best", 200),
    rounded("pareto/best_least", 200'000'01, 209'999'99),  // "over 200 000 each"
    counted("ratings/ratings", 3500),
    rounded("ratings/reviews", 361'00, 369'00),  // "over 360"
    summed("win_back/revenue", 650'000),
    counted("revenue/Platform/joined", 688),
    counted("revenue/Platform/bought", 370),
    // 23 000 000. Its known parts reach 19 650 000; how the rest came about is not told, and points by the
    // programme's own rules come to more: within 4 %.
    rounded("total_benefit", 23'000'000'00, 23'920'000'00),
};

const Json* line_at(const Json& report, std::string path) {
    const auto* at = &report;
    for (path += '/'; at && !path.empty(); path.erase(0, path.find('/') + 1)) {
        const auto name = path.substr(0, path.find('/'));
        const auto* next = at->find(name);
        if (const auto* rows = at->items())
            for (const auto& row : *rows)
                if (*row.find("bucket")->string() == name) next = &row;
        at = next;
    }
    return at;
}

void compare(const SeededShop& shop, const std::vector<Published>& lines) {
    CHECK(shop.seeded.audit.violations == std::vector<std::string>());
    const auto report = report_json(report_of(shop.rows), {});
    for (const auto& [line, least, most] : lines) {
        INFO(line);
        const auto* found = line_at(report, line);
        REQUIRE(found);
        REQUIRE(found->number());
        const auto value = parse_decimal(found->number()->digits, 2, Rounding::exact).value();
        CHECK(value >= least);
        CHECK(value <= most);
    }
}

std::unique_ptr<Storage> new_postgres_storage() {
    return open_postgres_storage(tillpoints::test::postgres().new_database());
}

}  // namespace

TEST_CASE("electronics: demo data of the deployment's size comes to every line that was published of it") {
    compare(SeededShop(electronics(), {1455, 1, deployment}), electronics_lines);
    compare(SeededShop(electronics(), {1455, 1, deployment}, new_postgres_storage()), electronics_lines);
}

TEST_CASE("retail: demo data of the deployment's size comes to every line that was published of it") {
    const SeededShop shop(retail(), {6451, 1, deployment});
    compare(shop, retail_lines);
    // Neither of them is in this deployment.
    const auto report = report_of(shop.rows);
    CHECK(report.certificates_issued == 0);
    CHECK(report.purchases.bare == 0);
    if (std::getenv("TILLPOINTS_SOAK"))
        compare(SeededShop(retail(), {6451, 1, deployment}, new_postgres_storage()), retail_lines);
}

TEST_CASE(
    "electronics: whichever seed is taken, what was counted is the same and what is saved differs by "
    "little") {
    for (std::uint64_t seed = 2; seed <= 4; ++seed) {
        const SeededShop shop(electronics(), {1455, seed, deployment});
        auto lines = electronics_lines;
        for (auto& line : lines)
            if (line.line == std::string("points/saved_on_cashback") ||
                line.line == std::string("total_benefit")) {
                line.least -= 10'000'00;
                line.most += 10'000'00;
            }
        compare(shop, lines);
    }
}
