#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Anna invited Boris, Boris Clara, Clara Dana, Dana Eva.
struct ReferralTree : Shop {
    using Shop::Shop;
    CustomerRecord anna = join("Anna");
    CustomerRecord boris = join("Boris", nullptr, &anna);
    CustomerRecord clara = join("Clara", nullptr, &boris);
    CustomerRecord dana = join("Dana", nullptr, &clara);
    CustomerRecord eva = join("Eva", nullptr, &dana);

    Points gained(const CustomerRecord& customer) { return balance(customer) - programme.welcome; }
    loyalty::Participant shown(const CustomerRecord& customer) {
        return std::get<loyalty::Found>(service.answer(by(uid_of(customer)))).user.participant;
    }
};

}  // namespace

TEST_CASE("electronics: 500 points to the inviter at the friend's first purchase, once") {
    ReferralTree shop;
    done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
    CHECK(shop.gained(shop.anna) == points(500));
    done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
    CHECK(shop.gained(shop.anna) == points(500));
    shop.audit();
}

TEST_CASE(
    "electronics: the 500 points are withdrawn if the first purchase is refunded, and earned by the next") {
    ReferralTree shop;
    const auto sale = done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
    done(shop.refund(sale.id, Money(50)));
    CHECK(shop.gained(shop.anna) >= points(500));
    done(shop.refund(sale.id));
    CHECK(shop.gained(shop.anna) == Points());
    done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
    CHECK(shop.gained(shop.anna) == points(500));
    shop.audit();
}

TEST_CASE("a friend who buys and gives everything back again and again is rewarded once, whoever gets it") {
    for (const auto to : {RewardTo::inviter, RewardTo::newcomer, RewardTo::both}) {
        auto programme = electronics();
        programme.referral.reward_withdrawn = false;
        programme.referral.reward_to = to;
        programme.first_purchase = points(70);
        ReferralTree shop{programme};
        for (int i = 0; i < 3; ++i) {
            const auto sale = done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
            CHECK(shop.gained(shop.anna) == (to == RewardTo::newcomer ? Points() : points(500)));
            CHECK(shop.gained(shop.boris) == points(70) + (to == RewardTo::inviter ? Points() : points(500)));
            done(shop.refund(sale.id));
        }
        shop.audit();
    }
}

TEST_CASE("where a partial refund cancels a purchase, what that earned as the first is not earned again") {
    auto programme = electronics();
    programme.first_purchase = points(70);
    ReferralTree shop{programme};
    shop.set_variant("partial_refund_state", "canceled");
    const auto first = done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
    done(shop.refund(first.id, Money(50)));
    const auto inviter = shop.gained(shop.anna);
    const auto second = done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
    CHECK(shop.gained(shop.anna) == inviter);
    CHECK(shop.gained(shop.boris) < points(71));
    done(shop.refund(second.id));
    done(shop.refund(first.id));
    CHECK(shop.gained(shop.anna) == Points());
    CHECK(shop.gained(shop.boris) == Points());
    done(shop.buy(Shop::uid_of(shop.boris), Money(1)));
    CHECK(shop.gained(shop.anna) == points(500));
    shop.audit();
}

TEST_CASE("electronics: 1.5 %, 1 % and 0.5 % of the receipt to three circles, and no fourth") {
    ReferralTree shop;
    done(shop.buy(Shop::uid_of(shop.eva), roubles(1000)));
    CHECK(shop.gained(shop.dana) == points(500) + Points(15'00));
    CHECK(shop.gained(shop.clara) == Points(10'00));
    CHECK(shop.gained(shop.boris) == Points(5'00));
    CHECK(shop.gained(shop.anna) == Points());
}

TEST_CASE("electronics: the circles' shares are of cash less what skips loyalty") {
    ReferralTree shop;
    loyalty::CreateOperation call;
    call.who = shop.code_of(shop.boris);
    call.total = roubles(1000);
    call.points = points(100);
    call.cash = roubles(900);
    call.skip_loyalty_total = roubles(500);
    done(shop.service.answer(call));
    CHECK(shop.gained(shop.anna) == points(500) + points(6));
}

TEST_CASE("shares are withdrawn in proportion, and the last refund leaves nothing") {
    ReferralTree shop;
    const auto sale = done(shop.buy(Shop::uid_of(shop.eva), Money(333'33)));
    const auto whole = shop.gained(shop.clara);
    done(shop.refund(sale.id, Money(111'11)));
    CHECK(shop.gained(shop.clara) == whole - Points(1'11));
    done(shop.refund(sale.id, Money(111'11)));
    done(shop.refund(sale.id, Money(111'11)));
    for (const auto& customer : {shop.anna, shop.boris, shop.clara, shop.dana, shop.eva})
        CHECK(shop.gained(customer) == Points());
    shop.audit();
}

TEST_CASE("retail: 1000 points with the friend's first purchase and 5 % of each to the direct inviter only") {
    ReferralTree shop{retail()};
    done(shop.buy(Shop::uid_of(shop.clara), roubles(1000)));
    CHECK(shop.gained(shop.boris) == points(1000 + 50));
    CHECK(shop.gained(shop.anna) == Points());
    done(shop.buy(Shop::uid_of(shop.clara), roubles(1000)));
    CHECK(shop.gained(shop.boris) == points(1000 + 100));
}

TEST_CASE("the tree is shown: who invited, how many came, how many bought") {
    ReferralTree shop;
    shop.join("Fedor", nullptr, &shop.anna);
    const auto sale = done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
    CHECK(shop.shown(shop.boris).inviter_id == shop.anna.id.value);
    CHECK(shop.shown(shop.anna).invited_count == 2);
    CHECK(shop.shown(shop.anna).effective_invited_count == 1);
    done(shop.refund(sale.id));
    CHECK(shop.shown(shop.anna).effective_invited_count == 0);
}

TEST_CASE("friends who buy raise the inviter's tier, and a refund lowers it again") {
    auto programme = electronics();
    programme.tiers[1].invited_from = 1;
    ReferralTree shop{programme};
    const auto sale = done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
    CHECK(shop.shown(shop.anna).tier->name == "Gold");
    CHECK(shop.shown(shop.anna).tier->effective_invited_count == 1);
    CHECK(shop.shown(shop.anna).cashback_rate == Percent{200});
    const auto before = shop.balance(shop.anna);
    done(shop.buy(Shop::uid_of(shop.anna), roubles(1000)));
    CHECK(shop.balance(shop.anna) - before == points(20));
    done(shop.refund(sale.id));
    CHECK(shop.shown(shop.anna).tier->name == "Silver");
}

TEST_CASE("an unknown inviter is refused") {
    Shop shop;
    shop.service.transact([](RequestContext& context) {
        const auto joined = register_customer(context, {"Anna", {}, {}, CustomerUid("nobody")});
        CHECK(joined.error().code == Errc::not_found);
    });
    CHECK(shop.audit().customers == 0);
}

TEST_CASE(
    "electronics: 0.1 % of the cash with a card is owed to the employee in money, and refunds take it back") {
    Shop shop;
    loyalty::CreateOperation call;
    call.who = Shop::phone("+77010000001");
    call.cashier = loyalty::Cashier{"kassa-1", {}};
    call.total = call.cash = roubles(1000);
    const auto sale = done(shop.service.answer(call));
    const auto owed = [&] {
        Points money;
        shop.storage->read(
            [&](Transaction& db) { money = db.ledger.balance(employee_account(sale.cashier->id)); });
        return worth(money);
    };
    CHECK(owed() == roubles(1));
    done(shop.refund(sale.id, roubles(400)));
    CHECK(owed() == Money(60));
    done(shop.refund(sale.id));
    CHECK(owed() == Money());
    shop.audit();
}
