#include <set>

#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using loyalty::OperationState;

namespace {

const Nonce nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");

}  // namespace

TEST_CASE("a purchase by code spends points and earns cashback on the rest") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto operation = done(shop.buy(shop.code_of(anna), roubles(1000), points(100), nonce, "r/1"));
    CHECK(operation.points == points(-100));
    CHECK(operation.cash == roubles(900));
    CHECK(operation.state == OperationState::normal);
    CHECK(operation.receipt_number == "r/1");
    CHECK(operation.customer->uid == anna.uid);
    CHECK(shop.balance(anna) == points(500 - 100 + 9));
    shop.audit();
}

TEST_CASE("a code is valid for one purchase") {
    Shop shop;
    const auto code = shop.code_of(shop.join("Anna"));
    done(shop.buy(code, roubles(100)));
    CHECK(refused(shop.buy(code, roubles(100))).code == Errc::not_found);
    CHECK(refused(shop.service.answer(Shop::by(code))).status == 404);
}

TEST_CASE("a code expires after 45 minutes, and a refused purchase does not use it up") {
    Shop shop;
    const auto code = shop.code_of(shop.join("Anna"));
    CHECK(refused(shop.buy(code, roubles(100), points(11))).code == Errc::discount_limit_exceeded);
    shop.now += std::chrono::minutes(45) - std::chrono::milliseconds(1);
    CHECK(std::holds_alternative<loyalty::Found>(shop.service.answer(Shop::by(code))));
    shop.now += std::chrono::milliseconds(1);
    CHECK(refused(shop.buy(code, roubles(100))).code == Errc::not_found);
}

TEST_CASE("an unknown phone is 404 on find, and yet its purchase is awarded to a customer without a uid") {
    Shop shop;
    const auto phone = Shop::phone("+77010000001");
    CHECK(refused(shop.service.answer(Shop::by(phone))).code == Errc::not_found);
    const auto first = done(shop.buy(phone, roubles(1000)));
    CHECK_FALSE(first.customer->uid);
    const auto second = done(shop.buy(phone, roubles(500)));
    CHECK(second.customer->id == first.customer->id);
    CHECK(refused(shop.service.answer(Shop::by(phone))).code == Errc::not_found);

    const auto anna = shop.join("Anna", "+77010000001");
    CHECK(anna.id == first.customer->id);
    CHECK(shop.balance(anna) == points(500 + 10 + 5));
}

TEST_CASE("a uid earns but does not spend") {
    Shop shop;
    const auto anna = shop.join("Anna");
    CHECK(refused(shop.buy(Shop::uid_of(anna), roubles(100), points(1))).code ==
          Errc::withdraw_not_permitted);
    done(shop.buy(Shop::uid_of(anna), roubles(100)));
    CHECK(shop.balance(anna) == points(501));
}

TEST_CASE("a refused purchase leaves nothing behind") {
    Shop shop;
    CHECK(refused(shop.buy(Shop::phone("+77010000001"), roubles(100), points(1))).code ==
          Errc::withdraw_not_permitted);
    const auto found = shop.audit();
    CHECK(found.customers == 0);
    CHECK(found.operations == 0);
}

TEST_CASE("the tier before the purchase decides its rate, and the money spent raises the next") {
    Shop shop;
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(100'000)));
    CHECK(shop.balance(anna) == points(500 + 1000));
    const auto operation = done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    CHECK(operation.customer->tier->name == "Gold");
    CHECK(shop.balance(anna) == points(1500 + 20));
}

TEST_CASE("a repeated nonce gets the answer of the setting") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto who = Shop::uid_of(anna);
    const auto first = done(shop.buy(who, roubles(100), {}, nonce));

    shop.set_variant("repeated_nonce", "same");
    CHECK(done(shop.buy(who, roubles(100), {}, nonce)) == first);
    shop.set_variant("repeated_nonce", "400");
    CHECK(refused(shop.buy(who, roubles(100), {}, nonce)).errors.at(0).field == "nonce");
    shop.set_variant("repeated_nonce", "409");
    CHECK(refused(shop.buy(who, roubles(100), {}, nonce)).status == 409);
    CHECK(shop.operations() == 1);
    shop.set_variant("repeated_nonce", "duplicate");
    CHECK(done(shop.buy(who, roubles(100), {}, nonce)).id != first.id);
    CHECK(shop.balance(anna) == points(502));
}

TEST_CASE("a repeated nonce of a purchase by code finds the code used, if every nonce is taken as new") {
    Shop shop;
    const auto code = shop.code_of(shop.join("Anna"));
    done(shop.buy(code, roubles(100), {}, nonce));
    CHECK(refused(shop.buy(code, roubles(100), {}, nonce)).code == Errc::not_found);
    shop.set_variant("repeated_nonce", "same");
    done(shop.buy(code, roubles(100), {}, nonce));
    CHECK(shop.operations() == 1);
}

TEST_CASE("a repeated receipt number is refused only by the setting") {
    Shop shop;
    const auto who = Shop::uid_of(shop.join("Anna"));
    done(shop.buy(who, roubles(100), {}, {}, "r/1"));
    done(shop.buy(who, roubles(100), {}, {}, "r/1"));
    shop.set_variant("receipt_exists", "409");
    CHECK(refused(shop.buy(who, roubles(100), {}, {}, "r/1")).code == Errc::receipt_exists);
    done(shop.buy(who, roubles(100), {}, {}, "r/2"));
}

TEST_CASE("the points of an operation that spent none are zero or the cashback, by the setting") {
    Shop shop;
    const auto who = Shop::uid_of(shop.join("Anna"));
    CHECK(done(shop.buy(who, roubles(100))).points == Points());
    shop.set_variant("points_without_redemption", "cashback");
    CHECK(done(shop.buy(who, roubles(100))).points == points(1));
}

TEST_CASE("the list pages through every operation once, in either order") {
    Shop shop;
    const auto who = Shop::uid_of(shop.join("Anna"));
    for (int i = 0; i < 23; ++i) done(shop.buy(who, roubles(1)));
    for (const auto* order : {"newest", "oldest"}) {
        shop.set_variant("order", order);
        std::vector<std::int64_t> ids;
        loyalty::ListOperations call{10, {}, {}};
        for (int page = 0; page < 3; ++page) {
            const auto got = std::get<loyalty::OperationPage>(shop.service.answer(call));
            CHECK(got.rows.size() == (page < 2 ? 10u : 3u));
            CHECK(got.cursor.has_value() == (page < 2));
            for (const auto& row : got.rows) ids.push_back(row.id.value);
            call.cursor = got.cursor;
        }
        CHECK(ids.size() == 23);
        CHECK(ids.front() == (std::string(order) == "newest" ? 23 : 1));
        CHECK(std::set<std::int64_t>(ids.begin(), ids.end()).size() == 23);
    }
    CHECK(refused(shop.service.answer(loyalty::ListOperations{10, {}, "nonsense"})).code ==
          Errc::bad_request);
}

TEST_CASE("a cashier is known by the external id and keeps its number") {
    Shop shop;
    loyalty::CreateOperation call;
    call.who = Shop::uid_of(shop.join("Anna"));
    call.total = call.cash = roubles(1);
    call.cashier = loyalty::Cashier{"kassa-1", "Kassa"};
    const auto first = done(shop.service.answer(call));
    call.cashier->name = {};
    const auto second = done(shop.service.answer(call));
    CHECK(first.cashier == second.cashier);
    CHECK(first.cashier->display_name == "Kassa");
}

TEST_CASE("an unknown operation is not found") {
    Shop shop;
    CHECK(refused(shop.service.answer(loyalty::GetOperation{{7}})).code == Errc::not_found);
    CHECK(refused(shop.refund({7})).code == Errc::not_found);
}
