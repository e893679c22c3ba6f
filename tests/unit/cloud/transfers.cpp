#include "cloud/ledger/transfers.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

const Account anna = customer_account({7});

OperationRecord operation(Points spent, Points award) {
    OperationRecord record;
    record.id = {5};
    record.customer = {7};
    record.points = spent;
    record.award = award;
    return record;
}

}  // namespace

TEST_CASE("a purchase moves what was spent to redemptions and what was earned from awards") {
    CHECK(transfers_of_purchase(operation(Points(100), Points(9))) ==
          std::vector<Transfer>{{"redemption", OperationId{5}, anna, redemptions_account, Points(100)},
                                {"award", OperationId{5}, awards_account, anna, Points(9)}});
}

TEST_CASE("a refund moves both back") {
    CHECK(
        transfers_of_refund(operation(Points(100), Points(9))) ==
        std::vector<Transfer>{{"redemption_returned", OperationId{5}, redemptions_account, anna, Points(100)},
                              {"award_withdrawn", OperationId{5}, anna, awards_account, Points(9)}});
}

TEST_CASE("a transfer of nothing is left out") {
    CHECK(transfers_of_purchase(operation({}, {})).empty());
    CHECK(transfers_of_welcome({7}, {}).empty());
}

TEST_CASE("points taken by hand move the other way") {
    CHECK(transfers_of_reward({7}, Points(-30)) ==
          std::vector<Transfer>{{"reward", {}, anna, rewards_account, Points(30)}});
    CHECK(transfers_of_reward({7}, Points(30)) ==
          std::vector<Transfer>{{"reward", {}, rewards_account, anna, Points(30)}});
}

TEST_CASE("an account tells whose it is") {
    CHECK(customer_of(anna) == ParticipantId{7});
    CHECK_FALSE(customer_of(awards_account));
}
