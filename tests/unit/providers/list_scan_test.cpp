#include <catch2/catch.hpp>

#include "plugin/providers/uds/list_scan.hpp"

namespace tillpoints::uds {
namespace {

using namespace std::chrono_literals;
using loyalty::Operation;
using loyalty::OperationState;

const Timestamp now = *parse_timestamp("2026-03-01T09:00:00Z");

Operation sale(std::int64_t id, std::chrono::milliseconds ago, std::string number = "r/1") {
    Operation operation;
    operation.id = OperationId{id};
    operation.created = now - ago;
    operation.receipt_number = std::move(number);
    return operation;
}

Operation reversal(std::int64_t id, std::int64_t of, std::chrono::milliseconds ago = 0ms) {
    Operation operation = sale(id, ago, "");
    operation.state = OperationState::reversal;
    operation.origin = OperationId{of};
    return operation;
}

ListScan looking_for(std::string number, std::optional<Timestamp> back_to = {}) {
    return ListScan({std::move(number), false, {}, back_to});
}

std::vector<std::int64_t> ids(const std::vector<Operation>& operations) {
    std::vector<std::int64_t> out;
    for (const auto& operation : operations) out.push_back(operation.id.value);
    return out;
}

}  // namespace

TEST_CASE("a number without its attempt finds the attempts of its installation, or of all") {
    const auto found = [](std::string installation) {
        ListScan scan({"00017/", true, {}, {}, std::move(installation)});
        scan.take({{sale(9, 1s, "00017/1-aaaaaaaa"), sale(8, 2s, "00017/2-bbbbbbbb"), sale(7, 3s, "00017/1"),
                    sale(6, 4s, "000170/1-bbbbbbbb")},
                   {}});
        return ids(scan.findings().sales);
    };
    CHECK(found("bbbbbbbb") == std::vector<std::int64_t>{8});
    CHECK(found("") == std::vector<std::int64_t>{7, 8, 9});
}

TEST_CASE("a survey finds the purchases of its installation, those that name none, and all reversals") {
    ListScan scan({"", true, {}, now - 1h, "aaaaaaaa"});
    CHECK(scan.take({{sale(9, 1s, "00017/1-aaaaaaaa"), reversal(8, 3, 2s)}, "two"}));
    CHECK_FALSE(
        scan.take({{sale(7, 3s, "00018/1-bbbbbbbb"), sale(6, 4s, "00018/1"), sale(5, 2h, "x/1")}, "three"}));
    CHECK(scan.findings().complete);
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{5, 6, 9});
    CHECK(ids(scan.findings().reversals) == std::vector<std::int64_t>{8});
}

TEST_CASE("a scan asks for large pages and follows the cursor to the end") {
    ListScan scan = looking_for("r/1");
    CHECK(scan.next_page().max == 50);
    CHECK_FALSE(scan.next_page().cursor.has_value());
    CHECK(scan.take({{sale(9, 1s, "x/1")}, "two"}));
    CHECK(scan.next_page().cursor == "two");
    CHECK_FALSE(scan.findings().complete);
    CHECK_FALSE(scan.take({{sale(8, 2s)}, {}}));
    CHECK(scan.findings().complete);
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{8});
}

namespace {

loyalty::UnreadRow unread(std::optional<std::string> number, std::optional<OperationId> origin = {},
                          bool origin_readable = true) {
    return {OperationId{7}, std::move(number), origin, origin_readable, "state"};
}

bool proves_absence(ListScan scan, const loyalty::UnreadRow& row) {
    CHECK_FALSE(scan.take({{sale(9, 1s, "x/1")}, {}, {row}}));
    CHECK(scan.findings().doubtful == !scan.findings().complete);
    return scan.findings().complete;
}

}  // namespace

TEST_CASE("rule 5: a row that cannot be read proves nothing unless its number is another's") {
    CHECK(proves_absence(looking_for("r/1"), unread("x/2")));
    CHECK(proves_absence(looking_for("r/1"), unread("")));
    CHECK_FALSE(proves_absence(looking_for("r/1"), unread("r/1")));
    CHECK_FALSE(proves_absence(looking_for("r/1"), unread(std::nullopt)));
    CHECK_FALSE(proves_absence(ListScan({"r/", true, {}, {}}), unread("r/2")));
}

TEST_CASE(
    "rule 5: a row that cannot be read proves nothing about a reversal unless its origin is another's") {
    const ListScan wanted({"r/1", false, OperationId{5}, {}});
    CHECK(proves_absence(wanted, unread("x/2", OperationId{4})));
    CHECK_FALSE(proves_absence(wanted, unread("x/2", OperationId{5})));
    CHECK_FALSE(proves_absence(wanted, unread("x/2", {}, false)));
    CHECK_FALSE(proves_absence(looking_for("r/1"), unread("", OperationId{4})));
    CHECK_FALSE(proves_absence(ListScan({"r/1", false, OperationId{7}, {}}), unread("x/2")));
}

TEST_CASE("a newest-first list is left early, once its rows are older than asked for") {
    ListScan scan = looking_for("r/1", now - 60s);
    CHECK(scan.take({{sale(9, 1s), sale(8, 60s)}, "two"}));
    CHECK_FALSE(scan.take({{sale(7, 61s)}, "three"}));
    CHECK(scan.findings().complete);
}

TEST_CASE("an oldest-first list is read to its end, however old its first rows are") {
    ListScan scan = looking_for("r/1", now - 60s);
    CHECK(scan.take({{sale(1, 24h, "a/1"), sale(2, 23h, "b/1")}, "two"}));
    CHECK(scan.take({{sale(3, 22h, "c/1")}, "three"}));
    CHECK_FALSE(scan.take({{sale(4, 1s)}, {}}));
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{4});
}

TEST_CASE("one old row does not show the order of a list") {
    ListScan one = looking_for("r/1", now - 60s);
    CHECK(one.take({{sale(1, 24h, "a/1")}, "two"}));
    ListScan alike = looking_for("r/1", now - 60s);
    CHECK(alike.take({{sale(1, 24h, "a/1"), sale(2, 24h, "b/1")}, "two"}));
}

TEST_CASE(
    "rows that stand on two pages, because new ones pushed them down, are seen once and disturb nothing") {
    ListScan scan = looking_for("r/1", now - 60s);
    CHECK(scan.take({{sale(9, 1s), sale(8, 2s), sale(7, 3s)}, "two"}));
    CHECK(scan.take({{sale(8, 2s), sale(7, 3s), sale(6, 4s, "r/1")}, "three"}));
    CHECK_FALSE(scan.take({{sale(5, 61s, "x/1")}, "four"}));
    CHECK(scan.findings().complete);
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{6, 7, 8, 9});
}

TEST_CASE("a cursor that comes back proves nothing") {
    ListScan scan = looking_for("r/1");
    CHECK(scan.take({{sale(9, 1s)}, "a"}));
    CHECK(scan.take({{}, "b"}));
    CHECK_FALSE(scan.take({{}, "a"}));
    CHECK_FALSE(scan.findings().complete);
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{9});
}

TEST_CASE("a list without end is read no further, and proves nothing") {
    ListScan scan = looking_for("r/1");
    int pages = 0;
    while (scan.take({{}, "page " + std::to_string(pages)})) REQUIRE(++pages < 1'000'000);
    CHECK(pages >= 1'000);
    CHECK_FALSE(scan.findings().complete);
}

TEST_CASE("an empty list is complete") {
    ListScan scan = looking_for("r/1", now);
    CHECK_FALSE(scan.take({}));
    CHECK(scan.findings().complete);
}

TEST_CASE("a beginning matches every attempt of a receipt and no other receipt") {
    ListScan scan({"r/", true, {}, {}});
    scan.take({{sale(1, 1s, "r/1"), sale(2, 2s, "r/22"), sale(3, 3s, "rr/1"), sale(4, 4s, "r")}, {}});
    CHECK(ids(scan.findings().sales) == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("a look for an operation finds it and its reversals, not those of others") {
    ListScan scan({"", false, OperationId{7}, {}});
    scan.take({{reversal(12, 7), reversal(11, 70), reversal(10, 7), sale(7, 1s), sale(6, 2s)}, {}});
    CHECK(ids(scan.findings().reversals) == std::vector<std::int64_t>{10, 12});
    REQUIRE(scan.findings().origin.has_value());
    CHECK(scan.findings().origin->id == OperationId{7});
    CHECK(scan.findings().sales.empty());
}

}  // namespace tillpoints::uds
