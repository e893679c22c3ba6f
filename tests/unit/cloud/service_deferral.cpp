#include "cloud/programme/deferral.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

Programme deferring(int after) {
    auto programme = electronics();
    programme.deferral = days(after);
    return programme;
}

/// Awards are deferred by three days; it is twenty past ten.
struct DeferringShop : Shop {
    DeferringShop() : Shop(deferring(3)) {
        now += hours(10) + minutes(20);
        due = now + days(3) + minutes(40);
    }

    Timestamp due;
    CustomerRecord anna = join("Anna");

    Points shown() {
        return std::get<loyalty::Found>(service.answer(by(uid_of(anna)))).user.participant.points;
    }
};

}  // namespace

TEST_CASE("a deferred award is due at the next full hour after its days, or at once without any") {
    const Timestamp midnight{std::chrono::sys_days(std::chrono::year(2026) / 1 / 15)};
    CHECK(award_due(deferring(15), midnight) == midnight + days(15));
    CHECK(award_due(deferring(1), midnight + milliseconds(1)) == midnight + days(1) + hours(1));
    CHECK_FALSE(award_due(deferring(0), midnight));
}

TEST_CASE("a deferred award is granted when its hour comes, and not before") {
    DeferringShop shop;
    done(shop.buy(Shop::uid_of(shop.anna), roubles(1000)));
    CHECK(shop.shown() == points(500));
    shop.now = shop.due - milliseconds(1);
    CHECK(shop.shown() == points(500));
    shop.audit();
    shop.now = shop.due;
    CHECK(shop.shown() == points(510));
    CHECK(shop.shown() == points(510));
    shop.audit();
}

TEST_CASE("a deferred award cannot be spent") {
    DeferringShop shop;
    done(shop.buy(Shop::uid_of(shop.anna), roubles(20'000)));
    const auto spend = [&] { return shop.buy(shop.code_of(shop.anna), roubles(6000), points(600)); };
    CHECK(refused(spend()).code == Errc::insufficient_funds);
    shop.now = shop.due;
    CHECK(done(spend()).points == points(-600));
    shop.audit();
}

TEST_CASE(
    "a refund before the hour takes from the deferred award and leaves the customer's own points alone") {
    DeferringShop shop;
    const auto sale = done(shop.buy(shop.code_of(shop.anna), roubles(5000), points(500)));
    CHECK(shop.shown() == Points());
    done(shop.refund(sale.id, roubles(1000)));
    CHECK(shop.shown() == points(100));
    shop.audit();
    shop.now = shop.due;
    CHECK(shop.shown() == points(136));
    done(shop.refund(sale.id));
    CHECK(shop.shown() == points(500));
    shop.audit();
}

TEST_CASE("a whole refund before the hour leaves nothing to grant") {
    DeferringShop shop;
    done(shop.refund(done(shop.buy(Shop::uid_of(shop.anna), roubles(1000))).id));
    shop.now = shop.due;
    CHECK(shop.shown() == points(500));
    shop.audit();
}

TEST_CASE(
    "a refund after the hour takes from the customer, also if nothing served the customer since the "
    "purchase") {
    DeferringShop shop;
    const auto sale = done(shop.buy(Shop::uid_of(shop.anna), roubles(1000)));
    shop.now = shop.due;
    done(shop.refund(sale.id, roubles(400)));
    CHECK(shop.balance(shop.anna) == points(506));
    shop.audit();
}

TEST_CASE("settings show the deferral") {
    DeferringShop shop;
    const auto settings = std::get<loyalty::Settings>(shop.service.answer(loyalty::GetSettings()));
    CHECK(settings.program.defer_points_for_days == 3);
}
