#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

struct Cards : Shop {
    loyalty::Identity card_of(const CustomerRecord& customer, CardKind kind = CardKind::plastic) {
        std::string code;
        service.transact(
            [&](RequestContext& context) { code = issue_card(context, customer.id, kind, {}).value().code; });
        return loyalty::ByCode{code};
    }
    Result<CardRecord> issue(const std::string& code) {
        Result<CardRecord> card = Problem{};
        service.transact(
            [&](RequestContext& context) { card = issue_card(context, anna.id, CardKind::wallet, code); });
        return card;
    }
    void block(const loyalty::Identity& card, bool blocked) {
        service.transact([&](RequestContext& context) {
            context.db.identifiers.block_card(std::get<loyalty::ByCode>(card).code, blocked);
        });
    }
    OperationRecord recorded(OperationId id) {
        std::optional<OperationRecord> found;
        storage->read([&](Transaction& db) { found = db.operations.find(id); });
        return found.value();
    }

    CustomerRecord anna = join("Anna");
};

}  // namespace

TEST_CASE("electronics: a card of Telegram, wallet or plastic earns and spends, again and again") {
    Cards shop;
    for (const auto kind : {CardKind::telegram, CardKind::wallet, CardKind::plastic}) {
        const auto card = shop.card_of(shop.anna, kind);
        const auto before = shop.balance(shop.anna);
        const auto sale = done(shop.buy(card, roubles(1000), points(100)));
        CHECK(shop.recorded(sale.id).identified_by == IdentifiedBy::card);
        done(shop.buy(card, roubles(1000)));
        CHECK(shop.balance(shop.anna) == before - points(100) + points(9 + 10));
    }
    shop.audit();
}

TEST_CASE("a card is valid until it is blocked") {
    Cards shop;
    const auto card = shop.card_of(shop.anna);
    shop.now += std::chrono::days(300);
    done(shop.buy(card, roubles(1000)));
    shop.block(card, true);
    CHECK(refused(shop.buy(card, roubles(1000))).code == Errc::participant_blocked);
    CHECK(refused(shop.service.answer(Shop::by(card))).error_code == "participantIsBlocked");
    CHECK(refused(shop.service.answer(loyalty::Calculate{card, roubles(10), {}, {}, {}})).status == 400);
    done(shop.buy(shop.code_of(shop.anna), roubles(1000)));
    shop.block(card, false);
    done(shop.buy(card, roubles(1000)));
}

TEST_CASE("a blocked customer is refused with every identification, a phone too") {
    Cards shop;
    auto boris = shop.join("Boris", "+77010000001");
    const auto code = shop.code_of(boris);
    boris.blocked = true;
    shop.service.transact([&](RequestContext& context) { context.db.customers.update(boris); });
    for (const auto& who : {code, Shop::uid_of(boris), Shop::phone("+77010000001")})
        CHECK(refused(shop.buy(who, roubles(1000))).code == Errc::participant_blocked);
    CHECK(shop.operations() == 0);
}

TEST_CASE("a card's code comes back unextended from an exchange") {
    Cards shop;
    const auto card = shop.card_of(shop.anna);
    const auto found =
        std::get<loyalty::Found>(shop.service.answer(loyalty::FindCustomer{card, true, {}, {}, {}}));
    CHECK(found.code == std::get<loyalty::ByCode>(card).code);
    CHECK(found.type == loyalty::FindType::purchase);
}

TEST_CASE("a card's code is its own and cannot be taken for an app code") {
    Cards shop;
    CHECK(shop.issue("4600000000017").value().code == "4600000000017");
    CHECK(shop.issue("4600000000017").error().code == Errc::duplicate);
    CHECK(shop.issue("123456").error().code == Errc::invalid_value);
    CHECK(shop.issue("with space 1").error().code == Errc::invalid_value);
    CHECK(shop.issue(std::string(65, '1')).error().code == Errc::invalid_value);
}

TEST_CASE("how the customer was identified is recorded with the purchase") {
    Cards shop;
    const auto boris = shop.join("Boris", "+77010000001");
    const auto shown = [&](loyalty::Identity who) {
        return shop.recorded(done(shop.buy(std::move(who), roubles(10))).id).identified_by;
    };
    CHECK(shown(shop.code_of(boris)) == IdentifiedBy::code);
    CHECK(shown(Shop::uid_of(boris)) == IdentifiedBy::uid);
    CHECK(shown(Shop::phone("+77010000001")) == IdentifiedBy::phone);
    CHECK(shown(Shop::phone("+77010000002")) == IdentifiedBy::phone);
}

TEST_CASE(
    "electronics: every channel is promo-coded: a customer's source is the channel their promo code belongs "
    "to, and answers name it") {
    Cards shop;
    const auto join = [&](const std::string& promo_code) {
        Result<CustomerRecord> record = Problem{};
        shop.service.transact([&](RequestContext& context) {
            record = register_customer(context, {"Someone", {}, {}, {}, promo_code});
        });
        return record;
    };
    const auto channel = [&](const CustomerRecord& customer) {
        return std::get<loyalty::Found>(shop.service.answer(Shop::by(Shop::uid_of(customer))))
            .user.channel_name;
    };
    CHECK(channel(join("instagram").value()) == "Instagram");
    CHECK_FALSE(channel(join(shop.programme.promo_code).value()));
    CHECK_FALSE(channel(shop.anna));
    CHECK(join("television").error().where == "promo_code");
}

TEST_CASE("an operation belongs to the branch its cashier works at") {
    Cards shop;
    loyalty::CreateOperation call;
    call.who = Shop::uid_of(shop.anna);
    call.total = call.cash = roubles(1000);
    call.cashier = loyalty::Cashier{"kassa-1", {}};
    CHECK_FALSE(done(shop.service.answer(call)).branch);
    shop.service.transact([](RequestContext& context) {
        context.db.staff.set_branch(context.db.staff.find_or_add_cashier({"kassa-1", {}}).id,
                                    context.db.staff.find_or_add_branch("Centre").id);
    });
    const auto sale = done(shop.service.answer(call));
    REQUIRE(sale.branch);
    CHECK(sale.branch->display_name == "Centre");
    CHECK(done(shop.refund(sale.id)).branch == sale.branch);
}
