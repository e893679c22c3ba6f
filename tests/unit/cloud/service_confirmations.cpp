#include "confirming_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;
using loyalty::ConfirmBy;

TEST_CASE("settings, a find and a calculation tell above how many points the customer has to confirm") {
    const auto told = [](ConfirmingShop& shop, const loyalty::Identity& who) {
        const auto found = std::get<loyalty::Found>(shop.service.answer(Shop::by(who)));
        const auto calc = std::get<loyalty::Calculated>(
            shop.service.answer(loyalty::Calculate{who, roubles(100), {}, {}, Points()}));
        CHECK(found.confirm_above == calc.confirm_above);
        return found.confirm_above;
    };
    const auto settings = [](ConfirmingShop& shop) {
        return std::get<loyalty::Settings>(shop.service.answer(loyalty::GetSettings())).confirmation;
    };
    ConfirmingShop both;
    CHECK(settings(both) == loyalty::ConfirmationRule{points(300), true});
    CHECK(told(both, both.code_of(both.anna)) == points(300));
    CHECK(told(both, Shop::phone(phone_of_anna)) == Points());
    // By uid no points are spent at all.
    CHECK(told(both, Shop::uid_of(both.anna)) == std::nullopt);
    ConfirmingShop above{confirming(points(300), false)};
    CHECK(told(above, Shop::phone(phone_of_anna)) == points(300));
    ConfirmingShop by_phone{confirming({}, true)};
    CHECK(told(by_phone, by_phone.code_of(by_phone.anna)) == std::nullopt);
    CHECK(told(by_phone, Shop::phone(phone_of_anna)) == Points());
    ConfirmingShop none{electronics()};
    CHECK(settings(none) == std::nullopt);
    CHECK(told(none, none.code_of(none.anna)) == std::nullopt);
}

TEST_CASE(
    "a redemption of more points than the programme says waits for the customer, a smaller one does not") {
    ConfirmingShop shop;
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(301), {})) == Errc::confirmation_required);
    CHECK(shop.why(shop.redeem(Shop::phone(phone_of_anna), points(1), {})) == Errc::confirmation_required);
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(301), "unheard of")) ==
          Errc::confirmation_required);
    CHECK(shop.operations() == 0);
    CHECK(shop.balance(shop.anna) == points(500));
    done(shop.redeem(shop.code_of(shop.anna), points(300), "what needs none looks at none"));
    done(shop.redeem(Shop::phone(phone_of_anna), Points(), {}));
}

TEST_CASE("a code that is sent confirms one purchase, and the till learns until when") {
    ConfirmingShop shop;
    const auto begun = shop.asked(shop.code_of(shop.anna), points(400));
    CHECK(begun.by == ConfirmBy::code);
    CHECK(begun.points == points(400));
    CHECK(begun.expires == shop.now + 3min);
    CHECK_FALSE(begun.given);
    CHECK(begun.id.size() == 32);
    REQUIRE(shop.sent.size() == 1);
    CHECK(shop.sent[0].code.size() == 6);
    CHECK(shop.sent[0].points == points(400));
    // Not given yet.
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(400), begun.id)) ==
          Errc::confirmation_required);
    shop.now += 1min;
    const auto given = std::get<loyalty::Confirmation>(shop.give(begun.id, shop.sent[0].code));
    CHECK(given.given);
    CHECK(given.expires == shop.now + 10min);
    // A lost answer: it is answered as it stands, and lives no longer for it.
    shop.now += 1min;
    CHECK(std::get<loyalty::Confirmation>(shop.give(begun.id, "whatever")) == given);
    shop.service.answer(loyalty::Reward{points(1000), {shop.anna.id}, {}, {}});
    done(shop.redeem(shop.code_of(shop.anna), points(310), begun.id));
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(310), begun.id)) ==
          Errc::confirmation_required);
    CHECK(shop.why(shop.give(begun.id, shop.sent[0].code)) == Errc::confirmation_required);
}

TEST_CASE("a confirmation is of one customer, of its points and of its time") {
    ConfirmingShop shop;
    const auto boris = shop.join("Boris", "+77010000002");
    const auto id = shop.given(shop.anna, points(350));
    CHECK(shop.why(shop.redeem(shop.code_of(boris), points(310), id)) == Errc::confirmation_required);
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(351), id)) == Errc::confirmation_required);
    shop.now += 10min - 1ms;
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(351), id)) == Errc::confirmation_required);
    shop.now += 1ms;
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(350), id)) == Errc::confirmation_required);
    CHECK(shop.why(shop.give(id, shop.sent.back().code)) == Errc::confirmation_required);
    done(shop.redeem(shop.code_of(shop.anna), points(350), shop.given(shop.anna, points(350))));
    CHECK(shop.operations() == 1);
    CHECK(shop.balance(boris) == points(500));
}

TEST_CASE("a code that is not given within three minutes confirms nothing") {
    ConfirmingShop shop;
    const auto id = shop.asked(shop.code_of(shop.anna)).id;
    shop.now += 3min;
    CHECK(shop.why(shop.give(id, shop.sent[0].code)) == Errc::confirmation_required);
    CHECK(shop.why(shop.give("unheard of", shop.sent[0].code)) == Errc::confirmation_required);
}

TEST_CASE("the fifth wrong code ends its confirmation, and the right one comes too late") {
    ConfirmingShop shop;
    const auto id = shop.asked(shop.code_of(shop.anna)).id;
    const auto wrong = shop.other_than(shop.sent[0].code);
    for (int i = 0; i < 5; ++i) CHECK(shop.why(shop.give(id, wrong)) == Errc::confirmation_wrong);
    CHECK(shop.why(shop.give(id, shop.sent[0].code)) == Errc::confirmation_required);
    // The code of one confirmation gives no other.
    const auto first = shop.asked(shop.code_of(shop.anna)).id;
    shop.asked(shop.code_of(shop.anna));
    if (shop.sent[1].code != shop.sent[2].code)
        CHECK(shop.why(shop.give(first, shop.sent[2].code)) == Errc::confirmation_wrong);
}

TEST_CASE("who has a PIN is asked for it, and for a code where the till wants one") {
    ConfirmingShop shop;
    shop.give_pin(shop.anna, "2580");
    const auto begun = shop.asked(shop.code_of(shop.anna));
    CHECK(begun.by == ConfirmBy::pin);
    CHECK(shop.sent.empty());
    CHECK(shop.why(shop.give(begun.id, "2581")) == Errc::confirmation_wrong);
    CHECK(std::get<loyalty::Confirmation>(shop.give(begun.id, "2580")).given);
    done(shop.redeem(shop.code_of(shop.anna), points(400), begun.id));
    CHECK(shop.asked(shop.code_of(shop.anna), points(10), ConfirmBy::code).by == ConfirmBy::code);
    CHECK(shop.sent.size() == 1);
    // A PIN that was removed meanwhile confirms nothing.
    const auto late = shop.asked(shop.code_of(shop.anna)).id;
    shop.storage->transact([&](Transaction& db) { db.confirmations.remove_pin(shop.anna.id); });
    CHECK(shop.why(shop.give(late, "2580")) == Errc::confirmation_required);
    CHECK(shop.why(shop.ask(shop.code_of(shop.anna), points(10), ConfirmBy::pin)) ==
          Errc::confirmation_unavailable);
}

TEST_CASE("without a PIN and without a way to the customer nothing can be confirmed, and nothing is begun") {
    ConfirmingShop shop;
    shop.ways = 0;
    CHECK(shop.why(shop.ask(shop.code_of(shop.anna))) == Errc::confirmation_unavailable);
    shop.service.service_info().send_confirmation_code = {};
    CHECK(shop.why(shop.ask(shop.code_of(shop.anna))) == Errc::confirmation_unavailable);
    shop.give_pin(shop.anna, "2580");
    CHECK(shop.asked(shop.code_of(shop.anna)).by == ConfirmBy::pin);
}

TEST_CASE("whoever cannot redeem cannot begin a confirmation, and is refused in the same way") {
    ConfirmingShop shop;
    CHECK(shop.why(shop.ask(Shop::uid_of(shop.anna))) == Errc::withdraw_not_permitted);
    CHECK(shop.why(shop.ask(loyalty::ByCode{"000000"})) == Errc::not_found);
    CHECK(shop.why(shop.ask(Shop::phone("+77010000009"))) == Errc::not_found);
    CHECK(shop.operations() == 0);
    shop.storage->transact([&](Transaction& db) {
        auto record = *db.customers.find(shop.anna.id);
        record.blocked = true;
        db.customers.update(record);
    });
    CHECK(shop.why(shop.ask(Shop::phone(phone_of_anna))) == Errc::participant_blocked);
    CHECK(shop.sent.empty());
    ConfirmingShop by_code{confirming(points(300), false)};
    by_code.programme.use_points_by_phone = false;
    CHECK(by_code.why(by_code.ask(Shop::phone(phone_of_anna))) == Errc::withdraw_not_permitted);
}

TEST_CASE("codes that nobody has are as limited here as in a find") {
    ConfirmingShop shop;
    int looked_up = 0;
    for (int i = 0; i < 500; ++i)
        looked_up += refused(shop.ask(loyalty::ByCode{std::to_string(700'000 + i)})).status == 404;
    CHECK(looked_up == 120);
    CHECK(refused(shop.ask(shop.code_of(shop.anna))).status == 429);
}

TEST_CASE(
    "whoever floods a customer with codes gets five in a row and ten in an hour, and keeps nobody else out") {
    ConfirmingShop shop;
    const auto boris = shop.join("Boris");
    for (int i = 0; i < 20; ++i) shop.ask(shop.code_of(shop.anna));
    CHECK(shop.sent.size() == 5);
    CHECK(shop.why(shop.ask(shop.code_of(shop.anna))) == Errc::confirmation_unavailable);
    shop.asked(shop.code_of(boris));
    for (int minute = 0; minute < 60; ++minute, shop.now += 1min) shop.ask(shop.code_of(shop.anna));
    CHECK(shop.sent.size() == 5 + 1 + 9);
}

TEST_CASE("a guesser tries at most ten PINs of a customer within any hour, over all confirmations") {
    ConfirmingShop shop;
    shop.give_pin(shop.anna, "2580");
    int tried = 0;
    std::vector<Timestamp> tries;
    for (int minute = 0; minute < 24 * 60 + 5; ++minute, shop.now += 1min) {
        const auto begun = shop.ask(Shop::phone(phone_of_anna), points(10), ConfirmBy::pin);
        const auto* confirmation = std::get_if<loyalty::Confirmation>(&begun);
        for (int i = 0; confirmation && i < 5; ++i) {
            const auto answer = shop.give(confirmation->id, std::to_string(3000 + tried));
            if (shop.why(answer) != Errc::confirmation_wrong) break;
            tries.push_back(shop.now);
            ++tried;
        }
    }
    CHECK(tried <= 8 + 2 * 24);
    for (std::size_t i = 10; i < tries.size(); ++i) CHECK(tries[i] - tries[i - 10] >= 1h);
    // The customer is asked for a code instead.
    CHECK(shop.asked(shop.code_of(shop.anna)).by == ConfirmBy::code);
    CHECK(shop.why(shop.ask(shop.code_of(shop.anna), points(10), ConfirmBy::pin)) ==
          Errc::confirmation_unavailable);
}

TEST_CASE("a PIN and a code are stored as keyed hashes, apart for each customer and confirmation") {
    ConfirmingShop shop;
    const auto boris = shop.join("Boris");
    shop.give_pin(shop.anna, "2580");
    shop.give_pin(boris, "2580");
    const auto id = shop.asked(shop.code_of(shop.anna), points(400), ConfirmBy::code).id;
    shop.storage->read([&](Transaction& db) {
        const auto hash = db.confirmations.pin_of(shop.anna.id)->hash;
        CHECK(hash.size() == 64);
        CHECK(hash != db.confirmations.pin_of(boris.id)->hash);
        CHECK(db.confirmations.find(id)->hash.size() == 64);
    });
    // Another key is another hash.
    shop.service.service_info().customer_secret = "another secret";
    CHECK(shop.why(shop.give(id, shop.sent[0].code)) == Errc::confirmation_wrong);
    CHECK(shop.why(shop.give(shop.asked(shop.code_of(shop.anna)).id, "2580")) == Errc::confirmation_wrong);
}

TEST_CASE("a repeated nonce is answered as before, though its confirmation is used up") {
    ConfirmingShop shop;
    shop.set_variant("repeated_nonce", "same");
    const auto id = shop.given(shop.anna);
    const auto who = shop.code_of(shop.anna);
    const Nonce nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    const auto sale = done(shop.redeem(who, points(400), id, nonce));
    CHECK(done(shop.redeem(who, points(400), id, nonce)).id == sale.id);
    CHECK(shop.operations() == 1);
}

TEST_CASE("a purchase that is refused for another reason leaves the confirmation as it was") {
    ConfirmingShop shop;
    const auto id = shop.given(shop.anna, points(2000));
    CHECK(shop.why(shop.redeem(shop.code_of(shop.anna), points(501), id)) == Errc::insufficient_funds);
    done(shop.redeem(shop.code_of(shop.anna), points(400), id));
}
