#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using loyalty::OperationState;

namespace {

OperationState state_of(Shop& shop, OperationId id) {
    return done(shop.service.answer(loyalty::GetOperation{id})).state;
}

}  // namespace

TEST_CASE("a whole refund returns the points spent and withdraws the points earned") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(shop.code_of(anna), roubles(1000), points(100)));
    const auto reversal = done(shop.refund(sale.id));
    CHECK(reversal.state == OperationState::reversal);
    CHECK(reversal.origin == sale.id);
    CHECK(reversal.total == roubles(-1000));
    CHECK(reversal.cash == roubles(-900));
    CHECK(reversal.points == points(100));
    CHECK(shop.balance(anna) == points(500));
    CHECK(state_of(shop, sale.id) == OperationState::canceled);
    shop.audit();
}

TEST_CASE("partial refunds end in exactly what was spent and earned") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(shop.code_of(anna), Money(999'99), Points(77'77)));
    for (const auto part : {Money(333'33), Money(333'33), Money(333'32)}) {
        done(shop.refund(sale.id, part));
        CHECK(state_of(shop, sale.id) == OperationState::normal);
    }
    done(shop.refund(sale.id, Money(1)));
    CHECK(state_of(shop, sale.id) == OperationState::canceled);
    CHECK(shop.balance(anna) == points(500));
    shop.audit();
}

TEST_CASE("a refund of more than is left is refused with the error of the setting") {
    Shop shop;
    const auto sale = done(shop.buy(Shop::uid_of(shop.join("Anna")), roubles(100)));
    CHECK(refused(shop.refund(sale.id, Money(100'01))).error_code == "badRequest");
    shop.set_variant("over_refund", "invalidChecksum");
    CHECK(refused(shop.refund(sale.id, Money(100'01))).code == Errc::invalid_checksum);
    shop.set_variant("over_refund", "notFound");
    CHECK(refused(shop.refund(sale.id, Money(100'01))).status == 404);
    done(shop.refund(sale.id));
    shop.set_variant("over_refund", "409");
    CHECK(refused(shop.refund(sale.id)).status == 409);
    CHECK(refused(shop.refund({sale.id.value + 1})).status == 409);
}

TEST_CASE("a repeated refund refunds twice, because it has no nonce") {
    Shop shop;
    const auto sale = done(shop.buy(Shop::uid_of(shop.join("Anna")), roubles(100)));
    CHECK(done(shop.refund(sale.id, roubles(10))).id != done(shop.refund(sale.id, roubles(10))).id);
}

TEST_CASE("taking back an award that is already spent makes a debt, is clamped or refused, by the setting") {
    const auto spend_everything = [](Shop& shop, const CustomerRecord& anna) {
        const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(10'000)));
        done(shop.buy(shop.code_of(anna), roubles(6000), points(600)));
        return sale.id;
    };
    const auto left = [](Shop& shop, const CustomerRecord& anna) { return shop.balance(anna); };
    SECTION("debt") {
        Shop shop;
        const auto anna = shop.join("Anna");
        const auto sale = spend_everything(shop, anna);
        done(shop.refund(sale));
        CHECK(left(shop, anna) == points(600 - 600 + 54 - 100));
        shop.audit();
    }
    SECTION("clamped") {
        Shop shop;
        shop.set_variant("spent_award", "clamp");
        const auto anna = shop.join("Anna");
        const auto sale = spend_everything(shop, anna);
        done(shop.refund(sale));
        CHECK(left(shop, anna) == Points());
        shop.audit();
    }
    SECTION("refused") {
        Shop shop;
        shop.set_variant("spent_award", "refuse");
        const auto anna = shop.join("Anna");
        const auto sale = spend_everything(shop, anna);
        CHECK(refused(shop.refund(sale)).code == Errc::insufficient_funds);
        CHECK(left(shop, anna) == points(54));
    }
}

TEST_CASE("refunded money does not count towards the tier") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(150'000)));
    CHECK(done(shop.buy(Shop::uid_of(anna), roubles(1))).customer->tier->name == "Gold");
    done(shop.refund(sale.id, roubles(50'003)));
    CHECK(done(shop.buy(Shop::uid_of(anna), roubles(1))).customer->tier->name == "Silver");
}

TEST_CASE("the sale after a partial refund is canceled by the setting") {
    Shop shop;
    shop.set_variant("partial_refund_state", "canceled");
    const auto sale = done(shop.buy(Shop::uid_of(shop.join("Anna")), roubles(100)));
    done(shop.refund(sale.id, roubles(1)));
    CHECK(state_of(shop, sale.id) == OperationState::canceled);
    done(shop.refund(sale.id, roubles(99)));
}
