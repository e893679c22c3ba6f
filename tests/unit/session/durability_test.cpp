#include <catch2/catch.hpp>

#include "till.hpp"

/// What a power cut must not lose costs a sync before its answer; the sender's own syncs are not counted
/// here.
namespace tillpoints::session {

TEST_CASE("a sale without a customer is synced once, when the receipt is closed") {
    CHECK(sell().scan("a", 100'000).ask_discount(none()).close_at_full_price().syncs() == 1);
}

TEST_CASE("a sale with an award is synced when the customer is found and when the receipt is closed") {
    Till till = sell().scan("a", 100'000).present_code().finds();
    CHECK(till.syncs() == 1);
    till.ask_discount(none()).limits(Points()).start_payment();
    CHECK(till.syncs() == 1);
    CHECK(till.close_as_quoted().syncs() == 2);
}

TEST_CASE(
    "a redemption is synced before it is sent, and its confirmation is not, because a look-up finds it") {
    Till till = sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(30'000));
    CHECK(till.syncs() == 1);
    CHECK(till.start_payment().syncs() == 2);
    CHECK(till.confirms().syncs() == 2);
    CHECK(till.close_as_quoted().syncs() == 3);
}

TEST_CASE("an offer is synced only if the cart it is for was told after the last synced step") {
    Till till = sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(30'000));
    CHECK(till.syncs() == 1);
    CHECK(till.scan("b", 50'000).ask_discount().limits(Points(30'000)).syncs() == 2);
    CHECK(till.ask_discount(points(10'000)).syncs() == 2);
}

TEST_CASE("a withdrawn redemption, a removed customer and a cancelled receipt are synced") {
    Till till = sell().scan("a", 100'000).with_discount(30'000);
    CHECK(till.syncs() == 2);
    CHECK(till.abandon().syncs() == 3);
    CHECK(till.remove_customer().syncs() == 4);
    CHECK(till.cancel().syncs() == 5);
}

TEST_CASE("a voucher is synced when it is handed out for printing, and not when the cloud issues it") {
    Till till = sell().gives_vouchers().scan("a", 100'000).start_payment().issues_voucher();
    CHECK(till.syncs() == 0);
    CHECK(till.print().syncs() == 1);
    CHECK(till.print().syncs() == 1);
}

TEST_CASE(
    "a customer's cart with excluded goods is synced, because the register's lists do not name their type") {
    Till till = sell().scan("a", 100'000).present_code().finds();
    till.scan_excluded("cigarettes", 20'000).ask_discount(none());
    CHECK(till.syncs() == 2);
    CHECK(till.ask_discount(none()).syncs() == 2);
}

}  // namespace tillpoints::session
