#include <catch2/catch.hpp>

#include "till.hpp"

/// Points as a payment: the prices stay and the money due is less.
namespace tillpoints::session {
namespace {

Till offered_as_payment() {
    return sell()
        .in_tender_mode()
        .scan("a", 60'000)
        .scan("b", 40'000)
        .present_code()
        .finds()
        .ask_discount()
        .limits(Points(30'000));
}

Till paid() {
    return offered_as_payment().start_payment().confirms();
}

std::vector<till::Payment> payments(std::int64_t points) {
    return {{"points", Money(points)}, {"cash", Money(100'000 - points)}};
}

}  // namespace

TEST_CASE("in tender mode the prices stay and the points are a payment") {
    Till till = offered_as_payment();
    CHECK(till.number("tender") == 30'000);
    CHECK(till.number("total") == 100'000);
    CHECK(till.number("cash_due") == 70'000);
    CHECK(till.start_payment().operation().points == Points(30'000));
}

TEST_CASE("a tender is never rounded down, because it need not fit any price") {
    Till till = sell()
                    .in_tender_mode()
                    .scan("a", 100, "3")
                    .present_code()
                    .finds()
                    .ask_discount(points(100))
                    .limits(Points(300));
    CHECK(till.number("tender") == 100);
}

TEST_CASE("a tender of the quoted sum is kept, a missing one withdrawn, and one of another sum parked") {
    Till taken = paid();
    CHECK(taken.close_with(taken.full(), payments(30'000)).did<MarkPrinted>());
    Till untold = paid();
    CHECK(untold.close_with(untold.full()).did<MarkPrinted>());
    Till dropped = paid();
    dropped.close_with(dropped.full(), {{"cash", Money(100'000)}});
    CHECK(dropped.did<WithdrawEntry>());
    CHECK(dropped.entry().after == EntryId("r/1"));
    Till other = paid();
    other.close_with(other.full(), payments(10'000));
    CHECK(other.did<ParkEntry>()->parking.loss == Money(20'000));
}

TEST_CASE("a quoted tender that was not paid is an ordinary sale, one paid without a redemption is parked") {
    Till unused = offered_as_payment();
    unused.close_with(unused.full(), {{"cash", Money(100'000)}});
    CHECK(unused.entry().state == EntryState::pending);
    Till used = offered_as_payment();
    used.close_with(used.full(), payments(30'000));
    CHECK(used.entry().state == EntryState::parked);
}

TEST_CASE("rule 7: returned goods give back their share of the tender") {
    Till till = paid();
    till.close_with(till.full(), payments(30'000)).give_back("back", {returned("a", 60'000)});
    CHECK(till.refund().partial == Money(60'000));
    CHECK(till.refund().carried == Points(18'000));
}

}  // namespace tillpoints::session
