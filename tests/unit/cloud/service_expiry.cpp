#include "cloud/jobs/sweep.hpp"
#include "cloud/programme/expiry.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

Points shown(Shop& shop, const CustomerRecord& customer) {
    return std::get<loyalty::Found>(shop.service.answer(Shop::by(Shop::uid_of(customer))))
        .user.participant.points;
}

}  // namespace

TEST_CASE("electronics: points expire twelve months on, the last day of a shorter month for a day it lacks") {
    const auto programme = electronics();
    CHECK(points_expire(programme, on(2026, 1, 15)) == on(2027, 1, 15));
    CHECK(points_expire(programme, on(2028, 2, 29) + std::chrono::hours(9)) ==
          on(2029, 2, 28) + std::chrono::hours(9));
    CHECK_FALSE(points_expire(retail(), on(2026, 1, 15)));
}

TEST_CASE("electronics: all points expire twelve months after registration if nothing was bought") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 1, 15) - std::chrono::milliseconds(1);
    CHECK(shown(shop, anna) == points(500));
    shop.now = on(2027, 1, 15);
    CHECK(shown(shop, anna) == Points());
    shop.audit();
}

TEST_CASE("electronics: an own purchase extends everything") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2026, 12, 1);
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now = on(2027, 11, 30);
    CHECK(shown(shop, anna) == points(510));
    shop.now = on(2027, 12, 1);
    CHECK(shown(shop, anna) == Points());
}

TEST_CASE("electronics: an own purchase extends the points' life (default), or does not by the setting") {
    const auto left = [](bool extend) {
        auto programme = electronics();
        programme.purchases_extend = extend;
        Shop shop{programme};
        const auto anna = shop.join("Anna");
        shop.now = on(2026, 12, 1);
        done(shop.buy(Shop::uid_of(anna), roubles(1000)));
        shop.now = on(2027, 1, 15);
        sweep(shop.service);
        return shop.balance(anna);
    };
    CHECK(left(true) == points(510));
    CHECK(left(false) == Points());
}

TEST_CASE("electronics: a refunded purchase and a gift extend nothing") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2026, 12, 1);
    done(shop.refund(done(shop.buy(Shop::uid_of(anna), roubles(1000))).id));
    shop.service.answer(loyalty::Reward{points(50), {anna.id}, {}, {}});
    shop.now = on(2027, 1, 15);
    CHECK(shown(shop, anna) == Points());
}

TEST_CASE("a gift after an expiry lives for a whole period") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 2, 1);
    CHECK(shown(shop, anna) == Points());
    shop.service.answer(loyalty::Reward{points(50), {anna.id}, {}, {}});
    CHECK(shown(shop, anna) == points(50));
    shop.now = on(2028, 2, 1);
    CHECK(shown(shop, anna) == Points());
}

TEST_CASE(
    "points that a purchase earns after a period ended on an empty account live to the next one's end") {
    auto programme = electronics();
    programme.purchases_extend = false;
    programme.welcome = Points();
    Shop shop{programme};
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 1, 15);
    sweep(shop.service);
    shop.now = on(2027, 3, 1);
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now = on(2027, 3, 2);
    sweep(shop.service);
    CHECK(shop.balance(anna) == points(10));
    CHECK(std::get<loyalty::Found>(shop.service.answer(Shop::by(Shop::uid_of(anna))))
              .user.participant.points_expire == on(2028, 1, 15));
    shop.now = on(2028, 1, 15);
    sweep(shop.service);
    CHECK(shop.balance(anna) == Points());
    shop.audit();
}

TEST_CASE("electronics: a gift after a silent year on an empty account is not gone the next day") {
    auto programme = electronics();
    programme.welcome = Points();
    Shop shop{programme};
    const auto anna = shop.join("Anna");
    shop.now = on(2026, 2, 1);
    done(shop.buy(Shop::uid_of(anna), Money(1)));
    REQUIRE(shop.balance(anna) == Points());
    shop.now = on(2029, 3, 1);
    shop.service.answer(loyalty::Reward{points(50), {anna.id}, {}, {}});
    shop.now = on(2030, 2, 1) - std::chrono::milliseconds(1);
    sweep(shop.service);
    CHECK(shop.balance(anna) == points(50));
    shop.now = on(2030, 2, 1);
    sweep(shop.service);
    CHECK(shop.balance(anna) == Points());
}

TEST_CASE("what was not swept in time expires late, with what came after") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 2, 1);
    shop.service.answer(loyalty::Reward{points(50), {anna.id}, {}, {}});
    sweep(shop.service);
    CHECK(shop.balance(anna) == Points());
}

TEST_CASE("expired points cannot be spent") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 1, 15);
    CHECK(refused(shop.buy(shop.code_of(anna), roubles(1000), points(100))).code == Errc::insufficient_funds);
}

TEST_CASE("the customer is shown when the points expire, where there are any") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto who = [&] {
        return std::get<loyalty::Found>(shop.service.answer(Shop::by(Shop::uid_of(anna)))).user.participant;
    };
    CHECK(who().points_expire == on(2027, 1, 15));
    shop.now = on(2027, 1, 15);
    CHECK_FALSE(who().points_expire);
}

TEST_CASE("retail: points never expire") {
    Shop shop{retail()};
    const auto anna = shop.join("Anna");
    shop.now = on(2036, 1, 15);
    CHECK(shown(shop, anna) == points(500));
}
