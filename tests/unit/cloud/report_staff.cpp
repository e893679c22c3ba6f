#include <catch2/catch.hpp>

#include "cloud/report/show.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

/// What each employee did in each month, from sets small enough to count by hand.
namespace {

Timestamp on(unsigned month, unsigned day) {
    return std::chrono::sys_days(std::chrono::year(2026) / std::chrono::month(month) / std::chrono::day(day));
}

SaleRow sale(std::int64_t cashier, Timestamp created, std::int64_t roubles) {
    SaleRow fact;
    fact.customer = {1};
    fact.cashier = cashier;
    fact.created = created;
    fact.total = Money(roubles * 100);
    return fact;
}

/// Olga sells in January and February, Timur nothing; one sale and one receipt have no known cashier.
ReportRows staff_rows() {
    ReportRows rows;
    rows.cashiers = {{7, "Olga"}, {8, "Timur"}};
    rows.sales = {sale(7, on(1, 5), 100), sale(7, on(1, 31) + std::chrono::hours(23), 200),
                  sale(7, on(2, 1), 1000), sale(7, on(2, 2), 5), sale(0, on(1, 9), 400)};
    rows.sales[0].points = Points(10'00);
    rows.sales[0].award = Points(90);
    rows.sales[1].award = Points(2'00);
    rows.sales[1].first = true;
    rows.sales[2].certificate = Points(50'00);
    rows.sales[2].first = true;
    rows.sales[3].refunded = true;
    rows.sales[3].first = true;
    rows.returns = {{7, on(2, 3), Money(5'00)}, {7, on(2, 4), Money(40'00)}};
    rows.receipts = {
        {7, on(1, 6), Money(1)}, {7, on(1, 7), Money(1)}, {7, on(1, 8), Money(1)}, {0, on(1, 8), Money(1)}};
    rows.staff = {{7, "2026-01", Money(30)}, {7, "2026-03", Money(-5)}};
    return rows;
}

}  // namespace

TEST_CASE("an employee's month: sales, share with a card, newcomers, points, returns and what is owed") {
    const auto lines = staff_lines(staff_rows());
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].name == "Olga");
    REQUIRE(lines[1].months.size() == 3);

    StaffFigures january;
    january.with_card = 2;
    january.without_card = 3;
    january.card_share = Percent{4000};
    january.card_turnover = Money(300'00);
    january.card_average = Money(150'00);
    january.newcomers = 1;
    january.redeemed = Points(10'00);
    january.awarded = Points(2'90);
    january.owed = Money(30);
    CHECK(lines[1].months.at("2026-01") == january);

    StaffFigures february;
    february.with_card = 1;
    february.card_turnover = Money(1000'00);
    february.card_average = Money(1000'00);
    february.newcomers = 1;
    february.returns = 2;
    february.returned = Money(45'00);
    CHECK(lines[1].months.at("2026-02") == february);

    StaffFigures march;
    march.owed = Money(-5);
    CHECK(lines[1].months.at("2026-03") == march);
}

TEST_CASE("an employee's whole is the sum of the months, its share and average those of the sums") {
    const auto lines = staff_lines(staff_rows());
    const auto& whole = lines[1].whole;
    CHECK(whole.with_card == 3);
    CHECK(whole.without_card == 3);
    CHECK(whole.card_share == Percent{5000});
    CHECK(whole.card_turnover == Money(1300'00));
    CHECK(whole.card_average == Money(433'33));
    CHECK(whole.newcomers == 2);
    CHECK(whole.redeemed == Points(10'00));
    CHECK(whole.awarded == Points(2'90));
    CHECK(whole.returns == 2);
    CHECK(whole.returned == Money(45'00));
    CHECK(whole.owed == Money(25));
    CHECK(lines[2].name == "Timur");
    CHECK(lines[2].whole == StaffFigures());
    CHECK(lines[2].months.empty());
}

TEST_CASE("sales without a known cashier stand on a line of their own") {
    const auto unknown = staff_lines(staff_rows())[0];
    CHECK(unknown.name == "unknown");
    CHECK(unknown.whole.with_card == 1);
    CHECK(unknown.whole.without_card == 1);
    CHECK(unknown.months.contains("2026-01"));
}

TEST_CASE("without known receipts without a card there is no share of those with one") {
    auto rows = staff_rows();
    rows.receipts.clear();
    for (const auto& line : staff_lines(rows)) {
        CHECK_FALSE(line.whole.card_share);
        for (const auto& [month, figures] : line.months) CHECK_FALSE(figures.card_share);
    }
}

TEST_CASE("the employees' table is aligned to the letter, and the JSON has the same months") {
    auto rows = staff_rows();
    rows.cashiers[0].name = "\u041e\u043b\u044c\u0433\u0430";
    const auto report = report_of(rows);
    const auto shown = report_text(report, {"Shop", "KZT"});
    // clang-format off
    const std::string table = R"(Employees
                                 with card   without     share     card turnover  newcomers       redeemed        awarded  returns       returned    award owed
  unknown                                1         1   50.00 %            400.00          0              0              0        0           0.00          0.00
      2026-01                            1         1   50.00 %            400.00          0              0              0        0           0.00          0.00
  Ольга                                  3         3   50.00 %          1 300.00          2             10            2.9        2          45.00          0.25
      2026-01                            2         3   40.00 %            300.00          1             10            2.9        0           0.00          0.30
      2026-02                            1         0         -          1 000.00          1              0              0        2          45.00          0.00
      2026-03                            0         0         -              0.00          0              0              0        0           0.00         -0.05
  Timur                                  0         0         -              0.00          0              0              0        0           0.00          0.00
)";
    // clang-format on
    INFO(shown);
    CHECK(shown.find(table) != std::string::npos);

    const auto staff = *report_json(report, {"Shop", "KZT"}).find("staff");
    const auto& months = *staff.items()->at(1).find("months")->items();
    REQUIRE(months.size() == 3);
    CHECK(*months[0].find("month") == Json("2026-01"));
    CHECK(dump(*months[0].find("card_turnover")) == "300");
    CHECK(dump(*months[0].find("awarded")) == "2.9");
    CHECK(dump(*months[1].find("returns")) == "2");
    CHECK(months[2].find("card_share")->is_null());
}
