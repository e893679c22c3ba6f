#include "cloud/api/operations/voucher.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

loyalty::Found find(Shop& shop, loyalty::FindCustomer call) {
    return std::get<loyalty::Found>(shop.service.answer(call));
}

}  // namespace

TEST_CASE("a newcomer gets the welcome points, once") {
    Shop shop;
    const auto anna = shop.join("Anna", "+77010000001");
    CHECK(shop.balance(anna) == points(500));
    shop.service.transact([&](RequestContext& context) {
        CHECK(register_customer(context, {"Other", Phone::parse("+77010000001"), {}, {}}).error().code ==
              Errc::duplicate);
    });
    CHECK(shop.balance(anna) == points(500));
}

TEST_CASE("find with a total answers what may be spent and what would be paid") {
    Shop shop;
    const auto anna = shop.join("Anna");
    loyalty::FindCustomer call{shop.code_of(anna), false, roubles(1000), {}, roubles(400)};
    const auto calc = *find(shop, call).purchase;
    CHECK(calc.max_points == points(60));
    CHECK(calc.points == points(60));
    CHECK(calc.cash == roubles(940));
    shop.set_variant("max_points_base", "total");
    CHECK(find(shop, call).purchase->max_points == points(100));
}

TEST_CASE("find without a total answers no calculation, or zeros by the setting") {
    Shop shop;
    const auto call = Shop::by(Shop::uid_of(shop.join("Anna")));
    CHECK_FALSE(find(shop, call).purchase);
    shop.set_variant("find_without_total", "zeros");
    CHECK(find(shop, call).purchase->max_points == Points());
}

TEST_CASE("by uid nothing may be spent, and find says so") {
    Shop shop;
    CHECK(find(shop, Shop::by(Shop::uid_of(shop.join("Anna")), roubles(1000))).purchase->max_points ==
          Points());
}

TEST_CASE("an exchanged code is valid for a day; the short one ends with the exchange, by the setting") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto code = shop.code_of(anna);
    const auto found = find(shop, {code, true, {}, {}, {}});
    REQUIRE(found.code);
    CHECK(refused(shop.service.answer(Shop::by(code))).code == Errc::not_found);
    shop.now += std::chrono::hours(23);
    done(shop.buy(loyalty::ByCode{*found.code}, roubles(1000), points(100)));
    CHECK(refused(shop.buy(loyalty::ByCode{*found.code}, roubles(10))).code == Errc::not_found);

    shop.set_variant("exchange_kills_code", "no");
    const auto kept = shop.code_of(anna);
    find(shop, {kept, true, {}, {}, {}});
    done(shop.buy(kept, roubles(10)));
}

TEST_CASE("a calculation changes nothing, and assumes the most points if none are given") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto code = shop.code_of(anna);
    const auto calculated = [&](std::optional<Points> spend) {
        return shop.service.answer(loyalty::Calculate{code, roubles(1000), {}, {}, spend});
    };
    CHECK(std::get<loyalty::Calculated>(calculated({})).purchase.points == points(100));
    CHECK(std::get<loyalty::Calculated>(calculated(Points())).purchase.cash_back == points(10));
    CHECK(refused(calculated(points(101))).code == Errc::discount_limit_exceeded);
    CHECK(shop.operations() == 0);
    CHECK(shop.balance(anna) == points(500));
}

TEST_CASE("a reward gives and takes points of everyone named once; unknown ones are not counted") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto boris = shop.join("Boris");
    const auto reward = [&](Points points) {
        return shop.service.answer(loyalty::Reward{points, {anna.id, boris.id, anna.id, {999}}, {}, {}});
    };
    CHECK(std::get<loyalty::Accepted>(reward(points(50))).accepted == 2);
    CHECK(shop.balance(anna) == points(550));
    CHECK(std::get<loyalty::Accepted>(reward(points(-550))).accepted == 2);
    CHECK(shop.balance(boris) == Points());
    CHECK(refused(reward(Points(-1))).code == Errc::insufficient_funds);
    shop.audit();
}

TEST_CASE("a voucher holds the base tier's cashback and is collected once, within three hours") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto print = [&] {
        loyalty::CreateVoucher call;
        call.total = roubles(1000);
        call.skip_loyalty_total = roubles(200);
        return std::get<loyalty::Voucher>(shop.service.answer(call));
    };
    const auto collect = [&](const std::string& code) {
        bool collected = false;
        shop.service.transact([&](RequestContext& context) {
            collected = collect_voucher(context, code, anna.id).has_value();
        });
        return collected;
    };
    const auto voucher = print();
    CHECK(voucher.points == points(8));
    CHECK(collect(voucher.code));
    CHECK_FALSE(collect(voucher.code));
    CHECK(shop.balance(anna) == points(508));
    const auto late = print();
    shop.now += std::chrono::hours(3);
    CHECK_FALSE(collect(late.code));
    CHECK_FALSE(collect("000000000000"));
    loyalty::CreateVoucher nothing;
    CHECK(refused(shop.service.answer(nothing)).code == Errc::invalid_checksum);
    shop.audit();
}

TEST_CASE("the customer's figures are computed from the ledger") {
    Shop shop;
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(shop.code_of(anna), roubles(1000), points(100)));
    done(shop.buy(Shop::uid_of(anna), roubles(50)));
    done(shop.refund(sale.id));
    const auto who = find(shop, Shop::by(Shop::uid_of(anna))).user.participant;
    CHECK(who.points == Points(500'50));
    CHECK(who.cash_spent == roubles(50));
    CHECK(who.saved_funds == Money());
    CHECK(who.operations_count == 2);
    CHECK(who.full_refunds_count == 1);
    CHECK(who.last_transaction == shop.now);
    CHECK(who.cashback_rate == Percent{100});
}
