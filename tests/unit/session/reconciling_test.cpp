#include "plugin/session/reconciling.hpp"

#include <catch2/catch.hpp>

#include "till.hpp"

/// Rule 2: the lists of the register are compared with the receipts that are open here.
namespace tillpoints::session {
namespace {

till::RegisterLists lists(std::vector<std::string> open, std::vector<std::string> closed,
                          std::optional<Timestamp> since) {
    till::RegisterLists out;
    for (auto& id : open) out.open.emplace_back(std::move(id));
    for (auto& id : closed) {
        till::ClosedReceipt receipt;
        receipt.receipt = ReceiptId(std::move(id));
        out.closed.push_back(std::move(receipt));
    }
    out.complete_since = since;
    return out;
}

Reconciled reconciled(const till::RegisterLists& lists, const Till& till = sell(),
                      bool absence_counts = true) {
    return reconcile(lists, {&till.session()}, absence_counts, {noon + 1h, {}});
}

}  // namespace

TEST_CASE("rule 2: a receipt in the register's closed list is closed here with the content of that list") {
    const auto out = reconciled(lists({}, {"r"}, {}));
    REQUIRE(out.events.size() == 1);
    CHECK(std::get<till::ReceiptClosed>(out.events.front()).closed.receipt == ReceiptId("r"));
}

TEST_CASE("a receipt in the register's open list stays open and keeps its session") {
    const auto out = reconciled(lists({"r"}, {}, noon - 1h));
    CHECK(out.events.empty());
    CHECK(out.in_doubt.empty());
}

TEST_CASE("rule 2: a receipt in neither list was deleted if the lists reach back to its opening") {
    const auto out = reconciled(lists({"x"}, {"y"}, noon));
    REQUIRE(out.events.size() == 1);
    CHECK(std::get<till::ReceiptCancelled>(out.events.front()).receipt == ReceiptId("r"));
}

TEST_CASE("rule 2: absence proves nothing before complete_since, without it, or where it does not count") {
    CHECK(reconciled(lists({}, {}, noon + 1ms)).in_doubt == std::vector{ReceiptId("r")});
    CHECK(reconciled(lists({}, {}, {})).in_doubt == std::vector{ReceiptId("r")});
    CHECK(reconciled(lists({}, {}, noon - 1h), sell(), false).in_doubt == std::vector{ReceiptId("r")});
}

TEST_CASE(
    "rule 2: if the terminal's clock was set meanwhile, the cloud's clock decides how far back the lists "
    "must reach") {
    Session sale = sell().session();
    sale.opened_by_cloud = noon;
    const auto years = std::chrono::hours(24 * 3'650);
    for (const auto off : {years, -years}) {
        const auto told = [&](std::optional<Timestamp> cloud) {
            return reconcile(lists({}, {}, noon + off - 72h), {&sale}, true, {noon + off, cloud});
        };
        CHECK(told(noon + 1h).events.size() == 1);
        CHECK(told(noon + 100h).in_doubt == std::vector{ReceiptId("r")});
        CHECK(told({}).in_doubt == std::vector{ReceiptId("r")});
    }
}

TEST_CASE(
    "rule 2: a receipt that stands in the lists with an error stays in doubt, and an error without a "
    "readable id may concern any receipt") {
    const auto with_odd = [](std::string id) {
        auto out = lists({}, {}, noon - 1h);
        out.odd.push_back({ReceiptId(std::move(id)), {Errc::does_not_add_up, "closed[0].total", "", ""}});
        return reconciled(out);
    };
    CHECK(with_odd("r").in_doubt == std::vector{ReceiptId("r")});
    CHECK(with_odd("").in_doubt == std::vector{ReceiptId("r")});
    CHECK(with_odd("another").events.size() == 1);
}

TEST_CASE("finished receipts are not reconciled") {
    const auto out = reconciled(lists({}, {"r"}, noon - 1h), sell().scan("a", 1).close_at_full_price());
    CHECK(out.events.empty());
    CHECK(out.in_doubt.empty());
}

TEST_CASE("two carts are equal if they hold equal positions in any order") {
    const auto cart = sell().scan("a", 1).scan("b", 2).cart();
    auto other = cart;
    std::swap(other[0], other[1]);
    CHECK(same_cart(cart, other));
    other[0].quantity = {2'000};
    CHECK_FALSE(same_cart(cart, other));
    other.pop_back();
    CHECK_FALSE(same_cart(cart, other));
}

TEST_CASE("reading a damaged stored session fails with the name of the damaged field") {
    const Json stored = to_json(sell().scan("a", 100'000).with_discount(30'000).session());
    CHECK(session_from(Json(stored).set("v", 2)).error().where == "v");
    CHECK(session_from(Json(stored).set("attempts", -1)).error().where == "attempts");
    CHECK(session_from(Json(stored).set("phase", 3)).error().where == "phase");
    CHECK(session_from(Json(stored).set("cart", 7)).error().where == "cart");
    CHECK(session_from(Json()).has_value() == false);
}

TEST_CASE("the longest names a register may send survive storing") {
    till::ReceiptOpened opening;
    opening.receipt = ReceiptId(std::string(64, 'r'));
    for (int i = 0; i < 128; ++i) opening.cashier.name += "\xF0\x9F\x92\xB0";
    const auto back = session_from(to_json(opened(opening, noon)));
    REQUIRE(back.has_value());
    CHECK(back->cashier.name == opening.cashier.name);
}

}  // namespace tillpoints::session
