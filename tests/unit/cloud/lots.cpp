#include "cloud/ledger/lots.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

constexpr OperationId first{1}, second{2}, third{3};

Points left(const std::vector<Movement>& movements, OperationId sale = first) {
    return Lots(movements).withdrawable("award", sale);
}

}  // namespace

TEST_CASE("what is on the account and what was spent of an award can be withdrawn, what expired cannot") {
    CHECK(left({{"award", first, Points(100)}}) == Points(100));
    CHECK(left({{"award", first, Points(100)}, {"redemption", second, Points(-60)}}) == Points(100));
    CHECK(left({{"award", first, Points(100)},
                {"redemption", second, Points(-60)},
                {"expiry", {}, Points(-40)}}) == Points(60));
    CHECK(left({{"award", first, Points(100)}, {"award_withdrawn", first, Points(-30)}}) == Points(70));
}

TEST_CASE("points are spent in the order they came, but those of a win-back gift first") {
    CHECK(left({{"welcome", {}, Points(50)},
                {"award", first, Points(100)},
                {"redemption", second, Points(-60)},
                {"expiry", {}, Points(-90)}}) == Points(10));
    CHECK(left({{"award", first, Points(100)},
                {"win_back", {}, Points(50)},
                {"redemption", second, Points(-60)},
                {"expiry", {}, Points(-90)}}) == Points(10));
}

TEST_CASE("points of a refunded redemption are the award's again, and may expire with it") {
    const std::vector<Movement> returned{{"award", first, Points(100)},
                                         {"redemption", second, Points(-60)},
                                         {"expiry", {}, Points(-40)},
                                         {"redemption_returned", second, Points(60)}};
    CHECK(left(returned) == Points(60));
    auto expired = returned;
    expired.push_back({"expiry", {}, Points(-60)});
    CHECK(left(expired) == Points());
}

TEST_CASE("if a refund withdraws an award that was spent, the spending uses the points of a later award") {
    const std::vector<Movement> covered{{"award", first, Points(100)},
                                        {"redemption", second, Points(-100)},
                                        {"award_withdrawn", first, Points(-100)},
                                        {"award", third, Points(100)}};
    CHECK(left(covered, third) == Points(100));
    auto returned = covered;
    returned.push_back({"redemption_returned", second, Points(100)});
    returned.push_back({"expiry", {}, Points(-100)});
    CHECK(left(returned, third) == Points());
}

TEST_CASE("what was withdrawn of an expired award by an earlier version is paid by the other points") {
    const std::vector<Movement> twice{{"award", first, Points(100)},
                                      {"expiry", {}, Points(-100)},
                                      {"award", third, Points(100)},
                                      {"award_withdrawn", first, Points(-100)}};
    CHECK(left(twice) == Points());
    CHECK(left(twice, third) == Points(100));
}
