#include "cloud/programme/refund.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

const SaleAmounts sold{Money(1000'00), Points(100'00), Money(900'00), Points(9'00), Money()};

}  // namespace

TEST_CASE("a whole refund gives back everything") {
    CHECK(share_of_refund(sold, {}, SplitRounding::half_up) ==
          RefundShare{Money(1000'00), Points(100'00), Money(900'00), Points(9'00), true});
}

TEST_CASE("a part is split in the sale's proportion") {
    CHECK(share_of_refund(sold, Money(250'00), SplitRounding::half_up) ==
          RefundShare{Money(250'00), Points(25'00), Money(225'00), Points(2'25), false});
}

TEST_CASE("a refund without an amount after a partial one gives back the rest") {
    auto rest = sold;
    rest.refunded = Money(250'00);
    CHECK(share_of_refund(rest, {}, SplitRounding::half_up) ==
          RefundShare{Money(750'00), Points(75'00), Money(675'00), Points(6'75), true});
}

TEST_CASE("a refund of nothing, or of more than is left, is refused") {
    auto rest = sold;
    rest.refunded = Money(999'99);
    CHECK(share_of_refund(rest, Money(1), SplitRounding::half_up)->completes);
    CHECK_FALSE(share_of_refund(rest, Money(2), SplitRounding::half_up));
    CHECK_FALSE(share_of_refund(rest, Money(0), SplitRounding::half_up));
    CHECK_FALSE(share_of_refund(rest, Money(-5), SplitRounding::half_up));
    rest.refunded = rest.total;
    CHECK_FALSE(share_of_refund(rest, {}, SplitRounding::half_up));
}

TEST_CASE("refunds in any parts and either rounding add up to the sale exactly") {
    CHECK(rc::check([] {
        const auto total = *rc::gen::inRange<std::int64_t>(1, 10'000'000);
        const auto points = *rc::gen::inRange<std::int64_t>(0, total + 1);
        const auto award = *rc::gen::inRange<std::int64_t>(0, total + 1);
        const auto rounding = *rc::gen::element(SplitRounding::half_up, SplitRounding::down);
        SaleAmounts sale{Money(total), Points(points), Money(total - points), Points(award), Money()};
        Money cash;
        Points returned, withdrawn;
        for (bool done = false; !done;) {
            const auto left = total - sale.refunded.count;
            const auto part = *rc::gen::inRange<std::int64_t>(std::max<std::int64_t>(1, left / 8), left + 1);
            const auto share = share_of_refund(sale, Money(part), rounding);
            RC_ASSERT(share.has_value());
            RC_ASSERT(worth(share->points_returned) + share->cash == Money(part));
            RC_ASSERT(share->points_returned >= Points());
            RC_ASSERT(share->cash >= Money());
            RC_ASSERT(share->award_withdrawn >= Points());
            sale.refunded += share->total;
            cash += share->cash;
            returned += share->points_returned;
            withdrawn += share->award_withdrawn;
            done = share->completes;
        }
        RC_ASSERT(returned == Points(points));
        RC_ASSERT(cash == Money(total - points));
        RC_ASSERT(withdrawn == Points(award));
    }));
}

TEST_CASE("a discounted sale gives back the discounted money") {
    const SaleAmounts discounted{Money(1000'00), Points(), Money(900'00), Points(), Money()};
    const auto share = share_of_refund(discounted, Money(500'00), SplitRounding::half_up);
    CHECK(share->cash == Money(450'00));
}
