#include <catch2/catch.hpp>

#include "cloud/accounting/closing_rules.hpp"
#include "october.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("a month is written as year and number, and nothing else is one") {
    CHECK(accounting_month_name(*parse_accounting_month("2026-10")) == "2026-10");
    for (const auto* text : {"", "2026", "2026-13", "2026-00", "2026-1", "2026-010", "26-10", "2026/10",
                             "abcd-10", "2026-10-01", "0001-01", "9999-12", "-026-10"}) {
        INFO(text);
        CHECK_FALSE(parse_accounting_month(text));
    }
}

TEST_CASE("a month begins and ends at midnight of the shop's clock, over the border of a year, too") {
    const auto december = calendar_month(*parse_accounting_month("2026-12"), almaty);
    CHECK(december.from == moment("2026-11-30T19:00:00Z"));
    CHECK(december.to == moment("2026-12-31T19:00:00Z"));
    CHECK(calendar_month(*parse_accounting_month("2026-02"), std::chrono::minutes(-210)).from ==
          moment("2026-02-01T03:30:00Z"));
    CHECK(accounting_month_name(month_by_clock(moment("2026-12-31T18:59:59.999Z"), almaty)) == "2026-12");
    CHECK(accounting_month_name(month_by_clock(moment("2026-12-31T19:00:00Z"), almaty)) == "2027-01");
}

TEST_CASE("a moment is written as the shop's clock showed it") {
    CHECK(by_clock(moment("2026-12-31T19:30:05.999Z"), almaty) == ClockMoment{"2027-01-01", "00:30:05"});
    CHECK(by_clock(moment("2026-03-01T00:10:00Z"), std::chrono::minutes(-60)) ==
          ClockMoment{"2026-02-28", "23:10:00"});
}

namespace {

AccountingClose september() {
    AccountingClose close;
    close.month = "2026-09";
    close.begins = moment("2026-08-31T19:00:00Z");
    close.ends = moment("2026-09-30T19:00:00Z");
    close.utc_offset = almaty;
    close.names = "{}";
    return close;
}

std::optional<MonthState> state_of(const BooksNow& books, const char* month) {
    const auto open = open_month(books, *parse_accounting_month(month));
    return open ? std::optional(open->state) : std::nullopt;
}

}  // namespace

TEST_CASE("the first month to close is the one of the first posting by the shop's clock") {
    BooksNow books{{}, moment("2026-09-30T19:00:00Z"), almaty, moment("2026-12-05T00:00:00Z")};
    CHECK(accounting_month_name(*next_to_close(books)) == "2026-10");
    books.utc_offset = std::chrono::minutes(0);
    CHECK(accounting_month_name(*next_to_close(books)) == "2026-09");
    books.last = september();
    books.last->month = "changed by hand";
    CHECK_FALSE(next_to_close(books));
    books.last.reset();
    books.first.reset();
    CHECK_FALSE(next_to_close(books));
    CHECK_FALSE(open_month(books, *parse_accounting_month("2026-10")));
}

TEST_CASE("a month may be closed 90 seconds after its end and after the months before it, not earlier") {
    BooksNow books{september(), {}, almaty, moment("2026-10-31T19:01:29.999Z")};
    CHECK(state_of(books, "2026-10") == MonthState::running);
    CHECK(state_of(books, "2026-11") == MonthState::running);
    CHECK_FALSE(state_of(books, "2026-09"));
    CHECK_FALSE(state_of(books, "2026-12"));
    books.now = moment("2026-10-31T19:01:30Z");
    CHECK(state_of(books, "2026-10") == MonthState::ready);
    books.now = moment("2026-12-01T00:00:00Z");
    CHECK(state_of(books, "2026-11") == MonthState::waits);
}

TEST_CASE("no moment is in two months or in none when the shop's clock is changed between two closes") {
    BooksNow books{september(), {}, std::chrono::minutes(360), moment("2026-12-01T00:00:00Z")};
    const auto next = open_month(books, *parse_accounting_month("2026-10"));
    REQUIRE(next);
    CHECK(next->period == Period{moment("2026-09-30T19:00:00Z"), moment("2026-10-31T18:00:00Z")});
    CHECK(open_month(books, *parse_accounting_month("2026-11"))->period.from == next->period.to);
}

TEST_CASE("the digest of a close depends on each of its figures, and parts cannot run into one another") {
    const auto close = september();
    std::vector<AccountingClose> others(13, close);
    others[0].month = "2026-08";
    others[1].begins += std::chrono::milliseconds(1);
    others[2].ends += std::chrono::milliseconds(1);
    others[3].utc_offset += std::chrono::minutes(1);
    others[4].closed += std::chrono::milliseconds(1);
    others[5].person = 1;
    others[6].names = "{ }";
    others[7].figures = "{}";
    others[8].files = "{}";
    others[9].owed.customers = Points(1);
    others[10].owed.deferred = Points(1);
    others[11].owed.certificates = Points(1);
    others[12].before = "a";
    for (const auto& other : others) CHECK(digested_text(other) != digested_text(close));
    auto left = close, right = close;
    left.names = "a\n1:b";
    right.names = "a";
    right.figures = "b";
    CHECK(digested_text(left) != digested_text(right));
    left = close;
    left.digest = "another";
    CHECK(digested_text(left) == digested_text(close));
}
