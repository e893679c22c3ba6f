#include <catch2/catch.hpp>

#include "adapters/simulator/day_plan.hpp"
#include "adapters/simulator/fiscal_rules.hpp"
#include "adapters/simulator/generate.hpp"
#include "adapters/simulator/printed_receipt.hpp"
#include "adapters/simulator/register_clock.hpp"
#include "adapters/simulator/returns.hpp"

using namespace tillpoints::simulator;

namespace {

Cart cart_of(std::vector<Position> positions) {
    Cart cart;
    cart.name = "test";
    cart.positions = std::move(positions);
    return cart;
}

Position goods(std::string id, Kopecks price, const std::string& quantity) {
    const auto amount = parse_quantity(quantity).value();
    return {.id = std::move(id),
            .name = "Goods",
            .price = price,
            .quantity = amount,
            .sum = line_sum(price, amount),
            .min_price = {}};
}

Json line(const std::string& id, Kopecks price, const std::string& quantity, Kopecks sum) {
    return {{"id", id}, {"price", price}, {"quantity", quantity}, {"sum", sum}};
}

std::vector<Cart> generated(std::uint64_t seed, std::size_t count) {
    std::vector<Cart> carts;
    std::string problem;
    for (std::size_t number = 1; number <= count; ++number)
        carts.push_back(read_cart(generate_receipt(seed, number), problem).value());
    return carts;
}

}  // namespace

TEST_CASE("a line is price times quantity, half up") {
    CHECK(line_sum(1371, 437) == 599);
    CHECK(line_sum(1422, 437) == 621);
    CHECK(line_sum(1, 500) == 1);
    CHECK(line_sum(1, 499) == 0);
    CHECK(line_sum(1'000'000'000'000, 999'000) == 999'000'000'000'000);
}

TEST_CASE("a quantity is a decimal of at most three places") {
    CHECK(parse_quantity("22.94") == 22'940);
    CHECK(parse_quantity("0.001") == 1);
    CHECK_FALSE(parse_quantity("1.2345"));
    CHECK_FALSE(parse_quantity("-1"));
    CHECK_FALSE(parse_quantity("1."));
    CHECK(quantity_text(22'940) == "22.94");
    CHECK(quantity_text(3'000) == "3");
}

TEST_CASE("every real receipt loads, and every line of it is price times quantity") {
    const auto carts = load_carts(TILLPOINTS_TEST_DATA "/receipts.jsonl");
    CHECK(carts.size() == 403);
    CHECK(std::count_if(carts.begin(), carts.end(), [](const Cart& cart) { return cart.rounds_down; }) == 5);
}

TEST_CASE("goods are mapped to the register's types") {
    CHECK(marked_type_by_name("900Г СМЕТАНА 15%") == "DAIRY_MARKED");
    CHECK(marked_type_by_name("0,33Л ГАЗ НАП ДОБРЫЙ") == "WATER_MARKED");
    CHECK(marked_type_by_name("Полотенце") == "LIGHT_INDUSTRY_MARKED");
    std::string problem;
    const auto cart = read_cart(
        R"({"items":[{"name":"a","price":1,"quantity":"1","sum":1,"type":"TOBACCO"},{"name":"b","price":1,"quantity":"1","sum":1,"type":"PAYMENT"}]})",
        problem);
    REQUIRE(cart);
    CHECK(cart->positions[0].type == "TOBACCO_MARKED");
    CHECK(cart->positions[0].marked);
    CHECK(cart->positions[1].excluded);
}

TEST_CASE("the same seed is the same day, another seed another one") {
    const auto carts = generated(3, 60);
    const DayMix mix{HostKind::mixed, 10, true, true};
    const auto fingerprint = [&](std::uint64_t seed) {
        std::string text;
        for (const auto& step : plan_day(seed, carts, mix)) {
            text += std::to_string(step.index());
            if (const auto* begin = std::get_if<BeginSale>(&step))
                text += std::to_string(begin->sale.permille) + begin->sale.split +
                        std::to_string(static_cast<int>(begin->sale.identity));
        }
        return text;
    };
    CHECK(fingerprint(5) == fingerprint(5));
    CHECK(fingerprint(5) != fingerprint(6));
    CHECK(receipt_id("run", 5, 0, 's') == receipt_id("run", 5, 0, 's'));
    CHECK(receipt_id("run", 5, 0, 's') != receipt_id("run", 5, 0, 'r'));
    CHECK(receipt_id("run", 5, 0, 's') != receipt_id("later", 5, 0, 's'));
}

TEST_CASE("a day has every kind of customer, redemption and exception in it") {
    const auto carts = generated(1, 400);
    int codes = 0, back = 0, cancelled = 0, suspended = 0, returns = 0, commits = 0;
    for (const auto& step : plan_day(1, carts, {HostKind::mixed, 10, true, true})) {
        returns += std::holds_alternative<ReturnGoods>(step) ? 1 : 0;
        const auto* begin = std::get_if<BeginSale>(&step);
        if (begin == nullptr) continue;
        codes += begin->sale.identity == Identity::code ? 1 : 0;
        back += begin->sale.abandons_payment ? 1 : 0;
        cancelled += begin->sale.cancelled ? 1 : 0;
        suspended += begin->sale.suspended_for > 0 ? 1 : 0;
        commits += begin->sale.payment_event ? 0 : 1;
    }
    CHECK(codes > 100);
    CHECK(back > 5);
    CHECK(cancelled > 5);
    CHECK(suspended > 5);
    CHECK(returns > 10);
    CHECK(commits > 100);
}

TEST_CASE("generated receipts are electronics at shop prices, with goods that points cannot pay") {
    std::size_t unredeemable = 0, excluded = 0;
    Kopecks dearest = 0;
    for (const auto& cart : generated(11, 500))
        for (const auto& position : cart.positions) {
            unredeemable += position.unredeemable ? 1 : 0;
            excluded += position.excluded ? 1 : 0;
            dearest = std::max(dearest, position.price);
            CHECK(position.price > 0);
        }
    CHECK(unredeemable > 20);
    CHECK(excluded > 10);
    CHECK(dearest <= 15'000'000);
    CHECK(dearest > 5'000'000);
}

TEST_CASE("the register accepts a reply whose lines add up") {
    const auto cart = cart_of({goods("p1", 1422, "0.437"), goods("p2", 10'000, "2")});
    const Json reply{{"granted", 22},
                     {"positions", {line("p1", 1371, "0.437", 599), line("p2", 10'000, "2", 20'000)}}};
    const auto lines = lines_of_reply(cart, reply, "none");
    CHECK(sum_of(lines) == 20'599);
    CHECK(discount_of(cart, lines) == 22);
}

TEST_CASE("the register refuses what a fiscal device would refuse") {
    auto marked = goods("p1", 10'000, "2");
    const auto cart = cart_of({marked});
    const auto refused = [&](const Json& positions, Kopecks granted, const std::string& split = "any") {
        try {
            lines_of_reply(cart, {{"granted", granted}, {"positions", positions}}, split);
        } catch (const FiscalRefusal&) {
            return true;
        }
        return false;
    };
    CHECK_FALSE(refused({line("p1", 9'900, "1", 9'900), line("p1", 10'000, "1", 10'000)}, 100));
    CHECK(refused({line("p1", 9'900, "2", 19'801)}, 199));
    CHECK(refused({line("p1", 10'001, "2", 20'002)}, -2));
    CHECK(refused({line("p1", 9'900, "2", 19'800)}, 100));
    CHECK(refused({line("p1", 9'900, "1", 9'900)}, 100));
    CHECK(refused({line("p2", 9'900, "2", 19'800)}, 200));
    CHECK(refused(Json::array(), 0));
    CHECK(refused({line("p1", 9'900, "1", 9'900), line("p1", 10'000, "1", 10'000)}, 100, "none"));
    CHECK(refused({line("p1", 9'900, "1.5", 14'850), line("p1", 10'000, "0.5", 5'000)}, 150, "pieces"));
}

TEST_CASE("returns bring back what was sold, once, and every line of them is price times quantity") {
    FiscalRecord sale;
    sale.receipt_id = "sale";
    sale.lines = {{"p1", "Goods", 1371, 437, 599, 1422}, {"p2", "Goods", 9'000, 3'000, 27'000, 10'000}};
    std::deque<FiscalRecord> records{sale};
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const ReturnPlan plan{0, seed % 2 == 0 ? ReturnOf::lines : ReturnOf::part_of_a_quantity, true, true,
                              seed};
        FiscalRecord back;
        back.kind = "return";
        back.original = "sale";
        back.lines = lines_to_return(remaining_lines(sale, records), plan);
        for (const auto& each : back.lines) CHECK(line_sum(each.price, each.quantity) == each.sum);
        records.push_back(back);
    }
    Thousandths quantity = 0;
    for (const auto& record : records)
        for (const auto& each : record.lines) quantity += record.kind == "return" ? each.quantity : 0;
    CHECK(remaining_lines(sale, records).empty());
    CHECK(quantity == 3'437);
}

TEST_CASE("a printed receipt is aligned by characters, not bytes") {
    FiscalRecord record;
    record.closed_at = "2026-01-31T08:05:09Z";
    record.lines = {
        {"p1", "Кабель USB-C очень длинный, с именем на две строки", 9'000, 2'000, 18'000, 10'000}};
    record.full_total = 20'000;
    record.lines_total = record.total = 18'000;
    record.discount = 2'000;
    for (const std::size_t width : {std::size_t{32}, std::size_t{48}}) {
        std::istringstream lines(
            printed_receipt(record, {"Начислено 1 балл за эту покупку, спасибо, приходите ещё"}, width));
        for (std::string text; std::getline(lines, text);) CHECK(characters(text) <= width);
    }
    CHECK(printed_receipt(record, {}, 48).find("ИТОГ                                    = 180.00\n") !=
          std::string::npos);
}

TEST_CASE("the time for --clock is a date and a time of day in UTC, and nothing else") {
    CHECK(parse_time("2026-01-31T23:59:59Z") ==
          std::chrono::sys_days(std::chrono::year(2026) / 1 / 31) + std::chrono::seconds(86'399));
    for (const auto* wrong : {"2026-01-31T24:00:00Z", "2026-01-31T08:60:00Z", "2026-01-31T08:00:60Z",
                              "2026-02-29T08:00:00Z", "2026-01-31T08:00:00+", "2026-01-31 08:00:00Z",
                              "2026-01-31T-1:00:00Z", " 026-01-31T08:00:00Z", "2026-01-31T08:00Z", ""}) {
        INFO(wrong);
        CHECK_FALSE(parse_time(wrong));
    }
}
