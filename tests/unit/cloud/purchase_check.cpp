#include "cloud/programme/purchase_check.hpp"

#include <catch2/catch.hpp>

#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// 1000 roubles by code, 100 points of 500 spent, 900 paid: in order for Silver.
Purchase good() {
    return {Identification::code, points(500), {roubles(1000), {}, {}}, points(100), roubles(900)};
}

std::optional<Errc> refused(const Purchase& purchase, const Programme& programme = electronics()) {
    return refuse_purchase(programme, programme.tiers[0], purchase, LimitBase::total);
}

}  // namespace

TEST_CASE("a purchase within all limits is not refused") {
    CHECK_FALSE(refused(good()));
}

TEST_CASE("a uid earns but never spends") {
    auto purchase = good();
    purchase.identification = Identification::uid;
    CHECK(refused(purchase) == Errc::withdraw_not_permitted);
    purchase.points = Points();
    purchase.cash = roubles(1000);
    CHECK_FALSE(refused(purchase));
}

TEST_CASE("a phone spends only where the programme says so") {
    auto purchase = good();
    purchase.identification = Identification::phone;
    CHECK(refused(purchase) == Errc::withdraw_not_permitted);
    auto programme = electronics();
    programme.use_points_by_phone = true;
    CHECK_FALSE(refused(purchase, programme));
    programme.purchase_by_phone = false;
    CHECK(refused(purchase, programme) == Errc::purchase_by_phone_disabled);
}

TEST_CASE("total, cash and points must agree to the kopeck") {
    for (const auto off : {Money(-1), Money(1), roubles(100)}) {
        auto purchase = good();
        purchase.cash = *purchase.cash + off;
        CHECK(refused(purchase) == Errc::invalid_checksum);
    }
}

TEST_CASE("parts larger than the whole and points beyond the total do not agree either") {
    auto purchase = good();
    purchase.bill.skip_loyalty = roubles(1001);
    CHECK(refused(purchase) == Errc::invalid_checksum);
    purchase = good();
    purchase.points = points(1001);
    purchase.cash = Money(-100);
    CHECK(refused(purchase) == Errc::invalid_checksum);
    purchase = good();
    purchase.points = points(-1);
    purchase.cash = roubles(1001);
    CHECK(refused(purchase) == Errc::invalid_checksum);
}

TEST_CASE("one hundredth of a point more than the balance is too much") {
    auto purchase = good();
    purchase.balance = points(100);
    CHECK_FALSE(refused(purchase));
    purchase.balance = Points(99'99);
    CHECK(refused(purchase) == Errc::insufficient_funds);
}

TEST_CASE("one hundredth of a point above the tier's limit is too much") {
    auto purchase = good();
    purchase.points = Points(100'01);
    purchase.cash = Money(899'99);
    CHECK(refused(purchase) == Errc::discount_limit_exceeded);
}

TEST_CASE("bundles and promotions cannot be paid with points") {
    auto purchase = good();
    purchase.bill.unredeemable = roubles(950);
    CHECK(refused(purchase) == Errc::discount_limit_exceeded);
}

TEST_CASE("a negative balance still buys and earns") {
    auto purchase = good();
    purchase.balance = points(-30);
    purchase.points = Points();
    purchase.cash = roubles(1000);
    CHECK_FALSE(refused(purchase));
}

TEST_CASE(
    "under a percent discount a purchase by phone is accepted or refused, by the setting; other "
    "identification is accepted") {
    const auto programme = percent_off();
    Purchase purchase{Identification::phone, {}, {roubles(1000), {}, {}}, {}, roubles(900)};
    const auto judged = [&](const Programme& rules, PhoneDiscount phone) {
        return refuse_purchase(rules, rules.tiers[0], purchase, LimitBase::total, phone);
    };
    CHECK_FALSE(judged(programme, PhoneDiscount::allowed));
    CHECK(judged(programme, PhoneDiscount::refused) == Errc::purchase_by_phone_disabled);
    purchase.identification = Identification::uid;
    CHECK_FALSE(judged(programme, PhoneDiscount::refused));
    purchase.identification = Identification::phone;
    purchase.cash = roubles(1000);
    CHECK_FALSE(judged(electronics(), PhoneDiscount::refused));
}

TEST_CASE("under a percent discount the cash is the discounted sum") {
    auto purchase = good();
    purchase.points = Points();
    purchase.cash = roubles(900);
    CHECK_FALSE(refused(purchase, percent_off()));
    purchase.cash = roubles(1000);
    CHECK(refused(purchase, percent_off()) == Errc::invalid_checksum);
}
