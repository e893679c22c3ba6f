#include <catch2/catch.hpp>

#include "till.hpp"

/// Rule 8: the sale was made at another terminal; the register sends what that terminal stored with it, or
/// nothing.
namespace tillpoints::session {
namespace {

Till offer(Till till = sell().scan("a", 60'000).scan("b", 40'000)) {
    return till.present_code().finds().ask_discount().limits(Points(30'000));
}

/// The return as another terminal takes it, with the extra of `sale`.
till::ReturnClosed at_another_till(const Till& sale, std::vector<till::ReturnedLine> lines) {
    till::ReturnClosed event;
    event.receipt = ReceiptId("back");
    event.original = ReceiptId("r");
    event.extra = *parse_json(sale.extra());
    for (const auto& line : lines) event.total += line.sum;
    event.lines = std::move(lines);
    return event;
}

std::optional<RefundEntry> refund_of(const till::ReturnClosed& event) {
    for (const auto& action : sell().take_foreign(event).actions)
        if (const auto* stored = std::get_if<StoreEntry>(&action))
            return std::get<RefundEntry>(stored->entry.body);
    return {};
}

void replace(till::ReturnClosed& event, const std::string& what, const std::string& with) {
    std::string text = dump(*event.extra);
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    event.extra = *parse_json(text.replace(at, what.size(), with));
}

}  // namespace

TEST_CASE(
    "with the extra, a return of another terminal's sale knows the number, the sum before points and the "
    "points") {
    const Till sale = offer();
    const auto refund = refund_of(at_another_till(sale, {returned("a", 42'000)}));
    REQUIRE(refund);
    CHECK(refund->number == "r/1");
    CHECK(refund->purchase.empty());
    CHECK(refund->partial == Money(60'000));
    CHECK(refund->carried == Points(18'000));
}

TEST_CASE(
    "the look-up of another terminal's sale begins at the quote's cloud time in the extra, less the margin") {
    Till before = sell().scan("a", 60'000);
    before.now = noon - 240h;
    const auto refund = refund_of(at_another_till(offer(before), {returned("a", 42'000)}));
    REQUIRE(refund);
    CHECK(refund->sold_at == noon - 240h - before.config.timing.look_margin);
    auto event = at_another_till(offer(), {returned("a", 42'000)});
    replace(event, to_text(noon), "yesterday");
    const auto unreadable = refund_of(event);
    CHECK((!unreadable || !unreadable->sold_at));
}

TEST_CASE("a return of everything another terminal sold refunds the whole, whatever the register rounded") {
    const auto refund = refund_of(at_another_till(offer(), {returned("a", 42'000), returned("b", 28'000)}));
    REQUIRE(refund);
    CHECK_FALSE(refund->partial.has_value());
    CHECK(refund->carried == Points(30'000));
}

TEST_CASE("the extra names excluded goods: a return of them needs no refund") {
    const Till sale = offer(sell().scan("a", 100'000).scan_excluded("t", 20'000));
    CHECK_FALSE(refund_of(at_another_till(sale, {returned("t", 20'000)})));
    CHECK(refund_of(at_another_till(sale, {returned("t", 20'000), returned("a", 70'000)}))->carried ==
          Points(30'000));
}

TEST_CASE("the extra of a tender names what the points paid of each line") {
    const Till sale = offer(sell().in_tender_mode().scan("a", 60'000).scan("b", 40'000));
    CHECK(refund_of(at_another_till(sale, {returned("a", 60'000)}))->carried == Points(18'000));
}

TEST_CASE("returned goods are matched by price if the ids of the other terminal are unknown here") {
    auto line = returned("", 28'000);
    line.name = "goods b";
    CHECK(refund_of(at_another_till(offer(), {line}))->partial == Money(40'000));
}

TEST_CASE(
    "rule 7: returns of one sale keep their order at a terminal that did not sell it, with the extra or "
    "without") {
    const auto order_key = [](const till::ReturnClosed& event) {
        for (const auto& action : sell().take_foreign(event).actions)
            if (const auto* stored = std::get_if<StoreEntry>(&action)) return stored->entry.customer;
        return std::string();
    };
    const auto first = at_another_till(offer(), {returned("a", 42'000)});
    auto second = at_another_till(offer(), {returned("b", 28'000)});
    second.receipt = ReceiptId("back2");
    second.extra.reset();
    CHECK_FALSE(order_key(first).empty());
    CHECK(order_key(first) == order_key(second));
}

TEST_CASE("without the extra the sale is looked up by receipt id, with the sum paid and unknown points") {
    auto event = at_another_till(offer(), {returned("a", 42'000)});
    event.extra.reset();
    const auto refund = refund_of(event);
    REQUIRE(refund);
    CHECK(refund->number == "r/");
    CHECK(refund->partial == Money(42'000));
    CHECK_FALSE(refund->carried.has_value());
}

TEST_CASE(
    "rule 8: an extra that matches none of the goods is not used, because the register may have dropped its "
    "discount") {
    const auto refund = refund_of(at_another_till(offer(), {returned("x", 5)}));
    REQUIRE(refund);
    CHECK(refund->number == "r/");
    CHECK(refund->partial == Money(5));
    CHECK_FALSE(refund->carried.has_value());
    const auto mixed = refund_of(at_another_till(offer(), {returned("a", 60'000), returned("b", 28'000)}));
    REQUIRE(mixed);
    CHECK(mixed->number == "r/");
    CHECK(mixed->partial == Money(88'000));
}

TEST_CASE("a forged extra is treated like none") {
    const std::vector<std::pair<std::string, std::string>> forgeries{
        {R"("number":"r/1")", R"("number":"other/1")"},
        {R"("number":"r/1")", R"("number":"")"},
        {R"("number":"r/1")", R"("number":17)"},
        {R"("points":30000)", R"("points":-1)"},
        {R"("full":60000)", R"("full":1)"},
        {R"("lines":[)", R"("lines":[7,)"},
        {R"("tillpoints":{)", R"("other":{)"}};
    for (const auto& [what, with] : forgeries) {
        auto event = at_another_till(offer(), {returned("a", 42'000)});
        replace(event, what, with);
        const auto refund = refund_of(event);
        REQUIRE(refund);
        CHECK(refund->number == "r/");
        CHECK_FALSE(refund->carried.has_value());
    }
}

TEST_CASE("a return that names no sale is recorded and moves no points") {
    auto event = at_another_till(offer(), {returned("a", 42'000)});
    event.original.reset();
    event.extra.reset();
    const auto step = sell().take_foreign(event);
    CHECK_FALSE(refund_of(event));
    REQUIRE(step.actions.size() == 2);
    CHECK(std::get<RecordReceipt>(step.actions.front()).total == Money(42'000));
}

TEST_CASE("without a receipt id the shares of the extra are used whatever the price, and a rest is parked") {
    auto event = at_another_till(offer(), {returned("a", 60'000), returned("a", 5)});
    event.original.reset();
    const auto step = sell().take_foreign(event);
    std::vector<OutboxEntry> entries;
    for (const auto& action : step.actions)
        if (const auto* it = std::get_if<StoreEntry>(&action)) entries.push_back(it->entry);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].id == EntryId("back/1"));
    CHECK(std::get<RefundEntry>(entries[0].body).partial == Money(60'000));
    CHECK(std::get<RefundEntry>(entries[0].body).carried == Points(18'000));
    CHECK(entries[1].state == EntryState::parked);
    CHECK(std::get<RefundEntry>(entries[1].body).partial == Money(5));
}

TEST_CASE("the reply of a return that names no sale says that nothing was matched") {
    auto event = at_another_till(offer(), {returned("a", 42'000)});
    const auto matched_by = [](const till::ReturnClosed& it) {
        const auto step = sell().take_foreign(it);
        return *std::get<Reply>(step.actions.back()).json.find("matched_by")->string();
    };
    CHECK(matched_by(event) == "id");
    event.extra.reset();
    CHECK(matched_by(event) == "proportion");
    event.original.reset();
    CHECK(matched_by(event) == "nothing");
}

namespace {

Till at(std::string installation) {
    Till till = sell().scan("a", 60'000).scan("b", 40'000);
    till.installation = std::move(installation);
    return till;
}

/// The return at a terminal that sold something else under the same receipt id.
RefundEntry refund_beside_own_sale(const till::ReturnClosed& event) {
    Till here = at("aaaaaaaa").present_code().finds().ask_discount().limits(Points(30'000)).start_payment();
    here.confirms().close_as_quoted();
    REQUIRE(here.session().phase == Phase::closed);
    const auto step = here.take_return_here(event);
    CHECK(to_json(step.session) == to_json(here.session()));
    for (const auto& action : step.actions)
        if (const auto* stored = std::get_if<StoreEntry>(&action))
            return std::get<RefundEntry>(stored->entry.body);
    FAIL("no refund");
    return {};
}

}  // namespace

TEST_CASE("a terminal with a receipt of the same id takes a return for the sale that the extra names") {
    const Till sale = offer(at("bbbbbbbb"));
    const auto refund = refund_beside_own_sale(at_another_till(sale, {returned("a", 42'000)}));
    CHECK(refund.number == "r/1-bbbbbbbb");
    CHECK(refund.purchase.empty());
    REQUIRE(refund.sale);
    CHECK(refund.sale->most == Money(100'000));
    CHECK(refund.sale->points == Points(30'000));
    const auto dropped = refund_beside_own_sale(at_another_till(sale, {returned("a", 60'000)}));
    CHECK(dropped.number == "r/-bbbbbbbb");
}

TEST_CASE("a return of a receipt that is open here is looked up among this terminal's operations only") {
    Till here = at("aaaaaaaa").present_code().finds();
    here.give_back("back", {returned("a", 60'000)});
    CHECK(here.refund().number == "r/-aaaaaaaa");
}

TEST_CASE("an extra without a receipt id finds the sale as well") {
    auto event = at_another_till(offer(), {returned("a", 42'000)});
    event.original.reset();
    CHECK(refund_of(event)->number == "r/1");
}

}  // namespace tillpoints::session
