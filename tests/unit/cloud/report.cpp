#include "cloud/report/report.hpp"

#include <catch2/catch.hpp>

#include "cloud/report/show.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

/// Every line of the owner's report by its formula, from sets small enough to count by hand.
namespace {

const Timestamp start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

Timestamp day(int number) {
    return start + std::chrono::days(number);
}

ContactRow contact(std::int64_t id, std::optional<std::int64_t> inviter = {}, std::int32_t source = -1) {
    ContactRow fact;
    fact.id = {id};
    if (inviter) fact.inviter = ParticipantId{*inviter};
    fact.source = source;
    fact.member = true;
    fact.created = day(1);
    return fact;
}

SaleRow sale(std::int64_t customer, std::int64_t total, Points points = {}) {
    SaleRow fact;
    fact.customer = {customer};
    fact.created = day(2);
    fact.total = Money(total * 100);
    fact.points = points;
    return fact;
}

SaleRow refunded(std::int64_t customer) {
    auto fact = sale(customer, 0);
    fact.refunded = true;
    return fact;
}

/// Five contacts, of whom one is known by phone only, and an imported one; 1, 2 and 4 bought.
ReportRows shop() {
    ReportRows rows;
    rows.period = {start, day(100)};
    rows.contacts = {contact(1), contact(2), contact(3), contact(4), contact(5), contact(6)};
    rows.contacts[3].member = false;
    rows.contacts[5].member = false;
    rows.contacts[5].imported = true;
    rows.sales = {sale(1, 1000), sale(1, 500, Points(50'00)), sale(2, 300), sale(4, 200), refunded(3)};
    rows.sales[3].by_phone = true;
    return rows;
}

}  // namespace

TEST_CASE("contacts are all known customers, imported ones apart until they register or buy") {
    auto rows = shop();
    CHECK(base_lines(rows).contacts == 5);
    CHECK(base_lines(rows).imported == 1);
    rows.sales.push_back(sale(6, 1));
    CHECK(base_lines(rows).contacts == 6);
    CHECK(base_lines(rows).imported == 0);
}

TEST_CASE("digitised members are those with a card, as a share of the contacts") {
    const auto lines = base_lines(shop());
    CHECK(lines.members == 4);
    CHECK(lines.member_share == Percent{8000});
}

TEST_CASE("a buyer has at least one purchase that was not refunded") {
    const auto lines = base_lines(shop());
    CHECK(lines.buyers == 3);
    CHECK(lines.buyer_share == Percent{6000});
}

TEST_CASE("purchases per buyer counts all of them, true repeats only those after the first") {
    const auto lines = purchase_lines(shop(), 3);
    CHECK(lines.purchases == 4);
    CHECK(lines.per_buyer == 133);
    CHECK(lines.repeats == 33);
}

TEST_CASE("the share identified by phone stands beside the purchases with a card") {
    const auto lines = purchase_lines(shop(), 3);
    CHECK(lines.by_phone == 1);
    CHECK(lines.phone_share == Percent{2500});
}

TEST_CASE("turnover and average are of unrefunded purchases with a card, against receipts without") {
    auto rows = shop();
    rows.receipts = {{1, day(2), Money(200'00)}, {1, day(3), Money(300'00)}};
    const auto lines = purchase_lines(rows, 3);
    CHECK(lines.turnover == Money(2000'00));
    CHECK(lines.average == Money(500'00));
    CHECK(lines.bare == 2);
    CHECK(lines.bare_average == Money(250'00));
    CHECK(lines.uplift == Percent{10'000});
}

TEST_CASE("the actual discount is points and certificate points of the card turnover") {
    auto rows = shop();
    rows.sales[0].certificate = Points(30'00);
    CHECK(purchase_lines(rows, 3).discount == Percent{400});
}

TEST_CASE(
    "saved on cashback is issued less redeemed, and what is issued is redeemed, expired or outstanding") {
    ReportRows rows;
    rows.causes = {{"welcome", Points(500)},
                   {"award", Points(90)},
                   {"award_withdrawn", Points(-10)},
                   {"redemption", Points(-200)},
                   {"redemption_returned", Points(50)},
                   {"expiry", Points(-30)},
                   {"win_back", Points(40)},
                   {"win_back_lapsed", Points(-15)}};
    rows.outstanding = Points(425);
    const auto lines = point_lines(rows);
    CHECK(lines.issued == Points(620));
    CHECK(lines.redeemed == Points(150));
    CHECK(lines.saved == Points(470));
    CHECK(lines.expired == Points(45));
    CHECK(lines.issued - lines.redeemed - lines.expired == lines.outstanding);
}

TEST_CASE("newcomers by referral are counted by generation, however the ids run") {
    auto rows = shop();
    rows.contacts = {contact(1), contact(2, 1), contact(3, 9), contact(4), contact(5, 3), contact(9, 2)};
    rows.sales = {sale(2, 1), sale(5, 1), refunded(3)};
    const auto lines = referral_lines(rows);
    CHECK(lines.newcomers == 4);
    CHECK(lines.bought == 2);
    CHECK(lines.generations == std::vector<std::int64_t>{1, 1, 1, 1});
    rows.contacts[1].created = start - std::chrono::days(1);
    CHECK(referral_lines(rows).newcomers == 3);
    CHECK(referral_lines(rows).generations == std::vector<std::int64_t>{0, 1, 1, 1});
}

TEST_CASE("each purchase is in one bucket: certificate, else referral, else source, else the rest") {
    auto rows = shop();
    rows.sources = {{"Instagram", false}, {"Platform", true}};
    rows.contacts = {contact(1, {}, 0), contact(2, 1, 1), contact(3, {}, 1), contact(4)};
    rows.sales = {sale(1, 1), sale(1, 2), sale(2, 4), sale(3, 8), sale(4, 16), sale(2, 32), refunded(4)};
    rows.sales[1].with_certificate = true;
    rows.sales[5].with_certificate = true;
    const auto buckets = revenue_buckets(rows);
    REQUIRE(buckets.size() == 5);
    const auto is = [&](std::size_t at, const std::string& name, std::int64_t revenue, std::int64_t purchases,
                        std::int64_t bought, std::int64_t joined) {
        CHECK(buckets[at] == Bucket{name, joined, bought, purchases, Money(revenue * 100), at < 4});
    };
    is(0, "certificates", 34, 2, 2, 0);
    is(1, "referral", 4, 1, 1, 1);
    is(2, "Instagram", 1, 1, 1, 1);
    is(3, "Platform", 8, 1, 1, 1);
    is(4, "without a source", 16, 1, 1, 0);
    Money sum;
    for (const auto& bucket : buckets) sum += bucket.revenue;
    CHECK(sum == purchase_lines(rows, 4).turnover);
}

TEST_CASE("the total economic benefit is what was saved on cashback and every bucket but the rest") {
    auto rows = shop();
    rows.sources = {{"Instagram", false}};
    rows.contacts[0].source = 0;
    rows.causes = {{"award", Points(20'00)}, {"redemption", Points(-5'00)}};
    CHECK(report_of(rows).benefit == Money(1500'00 + 15'00));
}

TEST_CASE(
    "points given away raise the platform's benefit, and lower the benefit that counts points as a cost") {
    auto rows = shop();
    rows.sources = {{"Instagram", false}};
    rows.contacts[0].source = 0;
    rows.causes = {{"award", Points(20'00)}, {"redemption", Points(-5'00)}};
    const auto before = report_of(rows);
    CHECK(before.benefit_less_points == Money(1500'00 - 20'00));
    rows.causes.push_back({"campaign", Points(300'00)});
    const auto given = report_of(rows);
    CHECK(given.benefit == before.benefit + Money(300'00));
    CHECK(given.benefit_less_points == before.benefit_less_points - Money(300'00));
    rows.causes.push_back({"expiry", Points(-100'00)});
    CHECK(report_of(rows).benefit_less_points == before.benefit_less_points - Money(200'00));
    rows.waiting = Points(7'00);
    rows.sales[0].certificate = Points(30'00);
    const auto last = report_of(rows);
    CHECK(last.benefit_less_points == before.benefit_less_points - Money(200'00 + 7'00 + 30'00));
    CHECK(report_text(last, {"Shop", "RUB"}).find("points as a cost            1 243.00") !=
          std::string::npos);
    CHECK(report_json(last, {"Shop", "RUB"}).find("total_benefit_less_points")->number()->digits == "1243");
}

TEST_CASE("the best customers: what share of the turnover the top ones bring, and how much the best left") {
    ReportRows rows;
    for (int i = 1; i <= 20; ++i) rows.sales.push_back(sale(i, i));
    const auto lines = pareto_lines(rows, {Percent{1500}, 5});
    CHECK(lines.top_buyers == 3);
    CHECK(lines.revenue_share == Percent{2714});
    CHECK(lines.best == 5);
    CHECK(lines.best_least == Money(16'00));
    CHECK(pareto_lines(rows, {Percent{1500}, 200}).best == 20);
    CHECK(pareto_lines({}, {}).revenue_share == std::nullopt);
}

TEST_CASE("ratings: how many, one in how many purchases, and reviews are those with a comment") {
    ReportRows rows;
    rows.ratings = {{day(1), true}, {day(1), false}, {day(2), false}};
    const auto lines = rating_lines(rows, 26);
    CHECK(lines.ratings == 3);
    CHECK(lines.reviews == 1);
    CHECK(lines.every == 9);
    CHECK_FALSE(rating_lines({}, 5).every);
}

TEST_CASE(
    "a win-back gift is credited with what its customer bought while it was valid, each purchase once") {
    ReportRows rows;
    rows.win_backs = {{{1}, day(0), day(3), Points(300)},
                      {{1}, day(1), day(4), Points(300)},
                      {{2}, day(3), day(5), Points(300)}};
    rows.sales = {sale(1, 10), sale(2, 20), sale(3, 40), refunded(1)};
    const auto lines = win_back_lines(rows);
    CHECK(lines.given == 3);
    CHECK(lines.points == Points(900));
    CHECK(lines.returned == 1);
    CHECK(lines.revenue == Money(10'00));
}

TEST_CASE("an empty database gives an empty report, and nothing is divided by zero") {
    const auto report = report_of({});
    CHECK_FALSE(report.base.member_share);
    CHECK_FALSE(report.purchases.average);
    CHECK_FALSE(report.purchases.per_buyer);
    CHECK(report.benefit == Money());
    CHECK(report_text(report, {"Shop", "RUB"}).find("-") != std::string::npos);
    CHECK(report_json(report, {"Shop", "RUB"}).find("purchases")->find("average")->is_null());
}

TEST_CASE("the report is shown with thousands apart, as text and as JSON with the same figures") {
    auto rows = shop();
    rows.sales.push_back(sale(5, 1'234'567));
    const auto report = report_of(rows);
    const auto shown = report_text(report, {"Shop", "RUB"});
    CHECK(shown.find("1 236 567.00") != std::string::npos);
    CHECK(shown.find("Shop, RUB, 2026-01-01") != std::string::npos);
    CHECK(report_json(report, {"Shop", "RUB"}).find("purchases")->find("turnover")->number()->digits ==
          "1236567");
}

TEST_CASE("the purchases behind a line are as many as the line counts, the newest first") {
    auto rows = shop();
    rows.sources = {{"Instagram", false}};
    rows.contacts[1].source = 0;
    rows.contacts[3].inviter = ParticipantId{1};
    rows.sales[0].with_certificate = true;
    rows.sales[0].certificate = Points(10'00);
    for (std::size_t i = 0; i < rows.sales.size(); ++i) rows.sales[i].id = {static_cast<std::int64_t>(i + 1)};
    const auto report = report_of(rows);
    const auto behind = [&](const std::string& line) { return purchases_behind(rows, line).value(); };
    CHECK(behind("with_card") == std::vector<OperationId>{{4}, {3}, {2}, {1}});
    CHECK(behind("by_phone") == std::vector<OperationId>{{4}});
    CHECK(behind("redeemed") == std::vector<OperationId>{{2}, {1}});
    for (std::size_t i = 0; i < report.buckets.size(); ++i)
        CHECK(std::ssize(behind("bucket/" + std::to_string(i))) == report.buckets[i].purchases);
    for (const auto* line : {"", "contacts", "bucket/", "bucket/4", "bucket/-1", "bucket/1.5"})
        CHECK_FALSE(purchases_behind(rows, line));
}

TEST_CASE("views of the card are counted by page and by quarter, the openings among them") {
    using namespace std::chrono;
    const auto at = [](int month, int day) { return sys_days(year(2026) / month / day); };
    auto rows = shop();
    rows.views = {
        {at(1, 1), "card", 3}, {at(3, 31), "history", 2}, {at(4, 1), "card", 5}, {at(12, 31), "goods", 1}};
    const auto report = report_of(rows);
    CHECK(report.views.all == 11);
    CHECK(report.views.openings == 8);
    CHECK(report.views.pages ==
          std::map<std::string, std::int64_t>{{"card", 8}, {"history", 2}, {"goods", 1}});
    CHECK(views_by_quarter(rows.views) ==
          std::vector<std::pair<std::string, std::int64_t>>{{"2026-Q1", 5}, {"2026-Q2", 5}, {"2026-Q4", 1}});
    const auto json = report_json(report, {"Shop", "KZT"});
    CHECK(json.find("views")->find("all")->number()->digits == "11");
    CHECK(report_text(report, {"Shop", "KZT"}).find("views of the card") != std::string::npos);
}
