#include <catch2/catch.hpp>

#include "till.hpp"

/// Lines that are a part of a piece, and lines whose amounts do not agree, on the way of a receipt.
namespace tillpoints::session {
namespace {

till::Position third_of_a_pack() {
    till::Position out;
    out.id = PositionId("third");
    out.name = "pills";
    out.type = "MEDICINE_MARKED";
    out.marked = true;
    out.price = Money(10'000);
    out.quantity = Quantity{1000};
    out.sum = Money(3'333);
    out.part = Fraction{1, 3};
    return out;
}

till::Position untold() {
    auto out = third_of_a_pack();
    out.id = PositionId("untold");
    out.part.reset();
    return out;
}

std::vector<std::string> left_alone(const Till& till) {
    std::vector<std::string> out;
    const Json* lines = till.reply().find("left_alone");
    for (std::size_t i = 0; lines && i < lines->items()->size(); ++i) {
        const Json& line = (*lines->items())[i];
        out.push_back(*line.find("id")->string() + ": " + *line.find("reason")->string());
    }
    return out;
}

till::ReturnedLine back(const till::FiscalLine& line) {
    return {line.id, "", line.price, line.quantity, line.sum, line.part};
}

}  // namespace

TEST_CASE("a line that cannot be told does not cost the other lines their award, and the replies name it") {
    const std::vector<std::string> named{"untold: price, quantity and sum disagree"};
    Till till = sell().scan("a", 100'000).scan_position(untold()).present_code().finds();
    CHECK(left_alone(till) == named);
    till.ask_discount().limits(Points(30'000));
    CHECK(till.status() == "granted");
    CHECK(left_alone(till) == named);
    CHECK(till.number("total") == 73'333);
    CHECK(till.quoted().back().sum == Money(3'333));
    till.start_payment().confirms().close_as_quoted();
    CHECK(left_alone(till) == named);
    CHECK(till.noted("left alone"));
    CHECK(till.session().redemption->total == Money(100'000));
    till.close_as_quoted();
    CHECK(left_alone(till) == named);
}

TEST_CASE(
    "a receipt of which only the closed lines are known is awarded but for the line that cannot be told") {
    Till till = sell().present_code().finds();
    till.close_with({{PositionId("a"), Money(5'000), Quantity{1000}, Money(5'000)},
                     {PositionId("b"), Money(10'000), Quantity{333}, Money(3'333)}});
    CHECK(till.operation().total == Money(5'000));
    CHECK(left_alone(till) == std::vector<std::string>{"b: price, quantity and sum disagree"});
}

TEST_CASE("a rounded unit price is awarded at the sum, named at the discount and not at the closing") {
    till::Position rounded = third_of_a_pack();
    rounded.part.reset();
    rounded.price = Money(3'333);
    rounded.quantity = Quantity{3000};
    rounded.sum = Money(10'000);
    Till till = sell().scan_position(rounded).scan("a", 1'000).present_code().finds();
    till.ask_discount(points(500)).limits(Points(500));
    CHECK(left_alone(till) == std::vector<std::string>{"third: rounded unit price"});
    till.close_at_full_price();
    CHECK(left_alone(till).empty());
    CHECK(till.operation().total == Money(11'000));
}

TEST_CASE("a part of a pack is discounted, printed and returned with its fraction") {
    Till till = sell().scan_position(third_of_a_pack()).with_discount(333);
    const auto line = till.quoted().front();
    CHECK(line.part == Fraction{1, 3});
    CHECK(line.sum == Money(3'000));
    CHECK(line.price == Money(9'001));
    CHECK(till.close_as_quoted().did<MarkPrinted>());
    CHECK(left_alone(till).empty());
    till.give_back("back", {back(line)});
    CHECK(till.text("matched_by") == "id");
    CHECK(till.number("expected_points") == 333);
    CHECK(till.number("parked") == 0);
    CHECK_FALSE(till.refund().partial);
}

TEST_CASE("parts of a part come back one after another and add up to the sale") {
    auto two_thirds = third_of_a_pack();
    two_thirds.part = Fraction{2, 3};
    two_thirds.sum = Money(6'667);
    Till till = sell().scan_position(two_thirds).with_discount(667).close_as_quoted();
    const auto price = till.session().sold.front().paid_price;
    Points carried;
    for (const auto* id : {"first", "second"}) {
        till.give_back(
            id, {{PositionId("third"), "", price, Quantity{1000}, part_sum(price, {1, 3}), Fraction{1, 3}}});
        CHECK(till.text("matched_by") == "id");
        CHECK(till.number("parked") == 0);
        carried += Points(till.number("expected_points"));
    }
    CHECK(carried == Points(667));
    CHECK(till.session().sold.front().returned == till.session().sold.front().quantity);
    till.give_back("too much", {{PositionId("third"), "", price, Quantity{1000}, part_sum(price, {1, 3}),
                                 Fraction{1, 3}}});
    CHECK(till.number("parked") == part_sum(price, {1, 3}).count);
}

TEST_CASE("a return that tells the fraction as a decimal quantity gives back the whole part") {
    Till till = sell().scan_position(third_of_a_pack()).with_discount(333).close_as_quoted();
    const auto line = till.session().sold.front();
    const auto quantity = GENERATE(Quantity{1000}, Quantity{333});
    till.give_back("back", {{PositionId("third"), "", line.paid_price, quantity, Money(3'000), {}}});
    CHECK(till.number("expected_points") == 333);
    CHECK(till.number("parked") == 0);
}

TEST_CASE("another terminal finds the share of a part of a pack by the extra") {
    Till till = sell().scan_position(third_of_a_pack()).scan("a", 6'667).with_discount(1'000);
    const auto lines = till.quoted();
    till::ReturnClosed event;
    event.receipt = ReceiptId("back");
    event.original = ReceiptId("r");
    event.extra = extra_of(till.session(), *till.session().quote, till.context(DeadlineReached{}));
    event.lines = {back(lines.front())};
    event.total = lines.front().sum;
    const auto step = till.take_foreign(event);
    for (const auto& action : step.actions)
        if (const auto* stored = std::get_if<StoreEntry>(&action)) {
            const auto& refund = std::get<RefundEntry>(stored->entry.body);
            CHECK(refund.partial == Money(3'333));
            CHECK(refund.carried == points_for(Money(3'333) - lines.front().sum));
        }
    CHECK(step.actions.size() >= 3);
}

TEST_CASE(
    "an operator closes a receipt with a line that cannot be told, and the same receipt printed changes "
    "nothing") {
    Till till = sell().scan("a", 100'000).scan_position(untold()).scan_position(third_of_a_pack());
    till.present_code().finds().ask_discount().limits(Points(30'000)).start_payment().confirms();
    const auto lines = till.quoted();
    till.explain(Paper::as_quoted).close_with(lines);
    CHECK_FALSE(till.noted("printed otherwise"));
    CHECK_FALSE(till.did<ParkEntry>());
}

}  // namespace tillpoints::session
