#include "plugin/pricing/returns.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

SoldLine sold(std::int64_t full, std::int64_t paid, std::int64_t thousandths) {
    SoldLine out;
    out.quantity = Quantity{thousandths};
    out.full_sum = Money(full);
    out.paid_sum = Money(paid);
    return out;
}

/// The sale as the journal would keep it.
std::vector<SoldLine> journal(const std::vector<till::Position>& positions, const Allocation& allocation) {
    std::vector<SoldLine> out;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        auto line = sold(positions[i].sum.count, positions[i].sum.count - allocation.explanation[i].cut.count,
                         positions[i].quantity.thousandths);
        line.id = positions[i].id;
        out.push_back(line);
    }
    return out;
}

}  // namespace

TEST_CASE("three pieces for 10.00 less 1.00 come back as 33, 34 and 33 kopecks of points") {
    auto line = sold(1000, 900, 3000);
    const auto first = returned_share({line}, {{0, Quantity{1000}}});
    CHECK(first.carried == Points(33));
    CHECK(first.partial_amount == Money(333));
    CHECK(first.paid == Money(300));
    CHECK(first.first);
    CHECK_FALSE(first.whole);
    line.returned = Quantity{1000};
    const auto second = returned_share({line}, {{0, Quantity{1000}}});
    CHECK(second.carried == Points(34));
    CHECK_FALSE(second.first);
    line.returned = Quantity{2000};
    const auto last = returned_share({line}, {{0, Quantity{1000}}});
    CHECK(last.carried == Points(33));
    CHECK(last.whole);
}

TEST_CASE("goods that were not in the total change neither the amount nor what is whole") {
    auto tobacco = sold(500, 500, 1000);
    tobacco.in_total = false;
    const auto goods = sold(1000, 900, 1000);
    const auto back = returned_share({tobacco, goods}, {{0, Quantity{1000}}});
    CHECK(back.partial_amount == Money(0));
    CHECK(back.paid == Money(500));
    CHECK_FALSE(back.whole);
    CHECK(returned_share({tobacco, goods}, {{1, Quantity{1000}}}).whole);
    CHECK_FALSE(returned_share({tobacco}, {{0, Quantity{1000}}}).whole);
}

TEST_CASE("a return of more than was sold, of nothing or of an unknown line returns nothing") {
    const auto line = sold(1000, 900, 3000);
    CHECK(returned_share({line}, {{0, Quantity{9000}}}).partial_amount == Money(1000));
    CHECK(returned_share({line}, {{0, Quantity{-1}}, {7, Quantity{1000}}}).partial_amount == Money(0));
}

TEST_CASE("any sequence of partial returns adds up to the whole sale, and no return goes backwards") {
    std::mt19937_64 random(17);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    for (int n = 0; n < 20'000; ++n) {
        std::vector<Sold> lines;
        for (auto i = 1 + below(6); i > 0; --i)
            lines.push_back({1 + below(20'000), 1 + below(n % 2 == 0 ? 5000 : 60'000)});
        const auto positions = receipt(lines);
        const auto most = assess(positions, {}).most.count;
        const auto allocation = redeem(positions, below(most + 1), till::Split::any);
        auto sale = journal(positions, allocation);
        ReturnShare all;
        for (bool open = true; open;) {
            const auto line = static_cast<std::size_t>(below(static_cast<std::int64_t>(sale.size())));
            const auto left = sale[line].quantity.thousandths - sale[line].returned.thousandths;
            const auto part = left == 0 || below(3) == 0 ? left : 1 + below(left);
            const auto share = returned_share(sale, {{line, Quantity{part}}});
            REQUIRE(share.carried >= Points(0));
            REQUIRE(share.paid >= Money(0));
            REQUIRE(share.partial_amount >= Money(0));
            all.carried += share.carried;
            all.paid += share.paid;
            all.partial_amount += share.partial_amount;
            sale[line].returned.thousandths += part;
            open = false;
            for (const auto& sold_line : sale) open = open || sold_line.returned < sold_line.quantity;
        }
        const auto total = assess(positions, {}).receipt_total;
        REQUIRE(all.partial_amount == total);
        REQUIRE(all.carried == points_for(allocation.redeemed));
        REQUIRE(all.paid == total - allocation.redeemed);
    }
}
