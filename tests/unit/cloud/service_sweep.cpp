#include "cloud/jobs/sweep.hpp"

#include "cloud/programme/certificate.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::milliseconds;

/// What becomes due for customers whom nothing serves.
namespace {

Programme winning_back(std::optional<days> expires = {}) {
    auto programme = electronics();
    programme.win_back = WinBack{days(60), points(300), expires};
    return programme;
}

CustomerRecord born(Shop& shop, const std::string& name, const std::string& date) {
    std::optional<CustomerRecord> record;
    shop.service.transact([&](RequestContext& context) {
        record = register_customer(context, {name, {}, date, {}}).value();
    });
    return *record;
}

std::vector<CertificateRecord> certificates(Shop& shop, const CustomerRecord& customer) {
    std::vector<CertificateRecord> found;
    shop.storage->read([&](Transaction& db) { found = db.promotions.certificates_of(customer.id); });
    return found;
}

}  // namespace

TEST_CASE("electronics: the sweep expires points on their day, also if nothing served the customer") {
    Shop shop;
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 1, 15) - milliseconds(1);
    sweep(shop.service);
    CHECK(shop.balance(anna) == points(500));
    shop.now = on(2027, 1, 15);
    sweep(shop.service);
    CHECK(shop.balance(anna) == Points());
    const auto entries = shop.audit().entries;
    sweep(shop.service);
    CHECK(shop.audit().entries == entries);
}

TEST_CASE("the sweep expires points that a longer month began and a shorter one ends") {
    auto programme = electronics();
    programme.expiry = std::chrono::months(3);
    Shop shop{programme};
    shop.now = on(2026, 11, 30);
    const auto anna = shop.join("Anna");
    shop.now = on(2027, 2, 28) - milliseconds(1);
    sweep(shop.service);
    CHECK(shop.balance(anna) == points(500));
    shop.now = on(2027, 2, 28);
    sweep(shop.service);
    CHECK(shop.balance(anna) == Points());
}

TEST_CASE(
    "electronics: the birthday certificate comes a week before, by itself, once, and lapses by itself") {
    Shop shop;
    const auto anna = born(shop, "Anna", "1990-03-10");
    shop.now = on(2026, 3, 2);
    sweep(shop.service);
    CHECK(certificates(shop, anna).empty());
    shop.now = on(2026, 3, 3);
    CHECK(sweep(shop.service).certificates == 1);
    CHECK(sweep(shop.service).certificates == 0);
    REQUIRE(certificates(shop, anna).size() == 1);
    CHECK(certificates(shop, anna)[0].nominal == points(5000));
    shop.now = on(2026, 3, 25);
    sweep(shop.service);
    CHECK(certificates(shop, anna)[0].state == CertificateState::lapsed);
    shop.now = on(2027, 3, 3);
    CHECK(sweep(shop.service).certificates == 1);
    shop.audit();
}

TEST_CASE("the birthdays around a day are those whose certificate is valid on it") {
    const auto gift = *electronics().birthday;
    const auto within = birthdays_within(gift, on(2026, 3, 1));
    CHECK(within.front() == "02-15");
    CHECK(within.back() == "03-08");
    CHECK(within.size() == 22 + 1);
    CHECK(std::count(within.begin(), within.end(), "02-29") == 1);
    CHECK(birthdays_within(gift, on(2028, 3, 1)).size() == 22);
}

TEST_CASE("the sweep grants deferred awards when their hour comes") {
    auto programme = electronics();
    programme.deferral = days(3);
    Shop shop{programme};
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(3);
    sweep(shop.service);
    CHECK(shop.balance(anna) == points(510));
    shop.audit();
}

TEST_CASE(
    "a customer who has been silent for the programme's days gets a gift, once, and again after the next "
    "silence") {
    Shop shop{winning_back()};
    const auto anna = shop.join("Anna");
    const auto never_bought = shop.join("Boris");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(60) - milliseconds(1);
    CHECK(sweep(shop.service).gifts == 0);
    shop.now += milliseconds(1);
    CHECK(sweep(shop.service).gifts == 1);
    CHECK(shop.balance(anna) == points(500 + 10 + 300));
    CHECK(shop.balance(never_bought) == points(500));
    shop.now += days(100);
    CHECK(sweep(shop.service).gifts == 0);
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(60);
    CHECK(sweep(shop.service).gifts == 1);
    CHECK(shop.balance(anna) == points(500 + 10 + 300 + 10 + 300));
    shop.audit();
}

TEST_CASE("a refunded purchase ends no silence") {
    Shop shop{winning_back()};
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(30);
    done(shop.refund(done(shop.buy(Shop::uid_of(anna), roubles(1000))).id));
    shop.now += days(30);
    CHECK(sweep(shop.service).gifts == 1);
}

TEST_CASE("what is unspent of a gift lapses on its day; points spent count as the gift's first") {
    Shop shop{winning_back(days(30))};
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(60);
    sweep(shop.service);
    done(shop.buy(shop.code_of(anna), roubles(1000), points(100)));
    shop.now += days(30) - milliseconds(1);
    sweep(shop.service);
    const auto before = shop.balance(anna);
    shop.now += milliseconds(1);
    sweep(shop.service);
    CHECK(before - shop.balance(anna) == points(200));
    sweep(shop.service);
    CHECK(before - shop.balance(anna) == points(200));
    shop.audit();
}

TEST_CASE("a gift lapses also when the customer is served, before it could be spent") {
    Shop shop{winning_back(days(30))};
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += days(60);
    sweep(shop.service);
    shop.now += days(30);
    CHECK(refused(shop.buy(shop.code_of(anna), roubles(10'000), points(800))).code ==
          Errc::insufficient_funds);
    CHECK(shop.balance(anna) == points(510));
}

TEST_CASE("electronics: gifts do not extend the points' life (default), or do by the setting") {
    const auto left = [](bool extend) {
        auto programme = electronics();
        programme.gifts_extend = extend;
        Shop shop{programme};
        const auto anna = shop.join("Anna");
        shop.now = on(2026, 12, 1);
        shop.service.answer(loyalty::Reward{points(50), {anna.id}, {}, {}});
        shop.now = on(2027, 1, 15);
        sweep(shop.service);
        const auto then = shop.balance(anna);
        shop.now = on(2027, 12, 1);
        sweep(shop.service);
        CHECK(shop.balance(anna) == Points());
        return then;
    };
    CHECK(left(false) == Points());
    CHECK(left(true) == points(550));
}

TEST_CASE("the sweep works in slices and visits every customer") {
    Shop shop;
    for (int i = 0; i < 450; ++i) shop.join("Someone");
    shop.now = on(2027, 1, 15);
    Sweep whole(shop.service);
    int slices = 1;
    while (whole.step()) ++slices;
    CHECK(slices > 2);
    CHECK(whole.swept().visited == 450);
    shop.storage->read(
        [](Transaction& db) { CHECK(db.ledger.balance(expiry_account) == points(450 * 500)); });
    CHECK_FALSE(whole.step());
}
