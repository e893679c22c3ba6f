#include "cloud/api/protocol_variants.hpp"

#include "client.hpp"
#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("a cashier never seen before is added, or by the setting refused with 404 and nothing is done") {
    Client client;
    loyalty::CreateOperation call;
    call.who = Shop::phone("+77010000001");
    call.total = call.cash = roubles(10);
    call.cashier = loyalty::Cashier{"kassa-1", {}};
    client.set_variant("new_cashier", "404");
    const auto refusal = refused(client.service.answer(call));
    CHECK(refusal.status == 404);
    CHECK(refusal.error_code == "cashierNotFound");
    CHECK(client.operations() == 0);
    client.set_variant("new_cashier", "taken");
    done(client.service.answer(call));
    client.set_variant("new_cashier", "404");
    done(client.service.answer(call));
}

TEST_CASE("percent fields of a calculation are 30 or 0.3, by the setting") {
    Client client;
    const auto anna = client.join("Anna");
    const auto percent = [&] {
        const auto find = Shop::by(client.code_of(anna), roubles(1000));
        const auto body = parse_json(client.send(find).body).value();
        return body.find("purchase")->find("pointsPercent")->number()->digits;
    };
    CHECK(percent() == "10");
    client.set_variant("percent_fields", "0.3");
    CHECK(percent() == "0.1");
}

TEST_CASE("the cashback a calculation promises is what the purchase awards, whatever its base") {
    Client client;
    for (const auto& [base, award] :
         {std::pair{"cash_less_skipped", Points(5'00)}, {"cash_in_proportion", Points(5'40)}}) {
        client.set_variant("cashback_base", base);
        const auto anna = client.join("Anna");
        const auto code = client.code_of(anna);
        const loyalty::Calculate question{code, roubles(1000), roubles(400), {}, points(100)};
        CHECK(std::get<loyalty::Calculated>(client.service.answer(question)).purchase.cash_back == award);
        loyalty::CreateOperation call;
        call.who = code;
        call.total = roubles(1000);
        call.skip_loyalty_total = roubles(400);
        call.points = points(100);
        call.cash = roubles(900);
        done(client.service.answer(call));
        CHECK(client.balance(anna) == points(400) + award);
    }
}

TEST_CASE("under a percent discount a phone is refused unless the setting allows it") {
    Shop shop{percent_off()};
    const auto by_phone = [&] {
        loyalty::CreateOperation call;
        call.who = Shop::phone("+77010000001");
        call.total = roubles(1000);
        call.cash = roubles(900);
        return shop.service.answer(call);
    };
    CHECK(refused(by_phone()).code == Errc::purchase_by_phone_disabled);
    shop.set_variant("phone_discount", "allowed");
    CHECK(done(by_phone()).cash == roubles(900));
}
