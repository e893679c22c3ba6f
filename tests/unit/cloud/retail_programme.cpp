#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Programme B, rule by rule, through the calls that a terminal makes. Its tiers, referral and expiry as pure
/// rules are in tiers.cpp, service_referrals.cpp and service_expiry.cpp.
namespace {

struct Retail : Shop {
    Retail() : Shop(retail()) {}

    Points earned_by(const CustomerRecord& customer, Money total) {
        const auto before = balance(customer);
        done(buy(uid_of(customer), total));
        return balance(customer) - before;
    }
    loyalty::Participant shown(const CustomerRecord& customer) {
        return std::get<loyalty::Found>(service.answer(by(uid_of(customer)))).user.participant;
    }
};

}  // namespace

TEST_CASE("retail: the currency is the tenge and points are charged, not discounts given") {
    Retail shop;
    const auto settings = std::get<loyalty::Settings>(shop.service.answer(loyalty::GetSettings()));
    CHECK(settings.currency == "KZT");
    CHECK(settings.policy == loyalty::DiscountPolicy::charge_scores);
    CHECK(settings.program.base_tier.rate == Percent{700});
    CHECK(settings.program.max_scores_discount == Percent{10'000});
    CHECK(settings.program.referral_reward == points(1000));
    CHECK(settings.program.referral_cashback_rates == std::vector<Percent>{{500}, {}, {}});
    CHECK_FALSE(settings.program.cashier_award);
    CHECK_FALSE(settings.program.defer_points_for_days);
}

TEST_CASE("retail: 500 points for registration") {
    Retail shop;
    CHECK(shop.balance(shop.join("Aigerim")) == points(500));
}

TEST_CASE("retail: 7 %, from 200 000 tenge spent 10 %, from 1 000 000 15 %; the rate before the purchase") {
    Retail shop;
    const auto aigerim = shop.join("Aigerim");
    CHECK(shop.earned_by(aigerim, roubles(200'000)) == points(14'000));
    CHECK(shop.shown(aigerim).tier->name == "Active");
    CHECK(shop.earned_by(aigerim, roubles(800'000)) == points(80'000));
    CHECK(shop.shown(aigerim).tier->name == "VIP");
    CHECK(shop.earned_by(aigerim, roubles(1000)) == points(150));
}

TEST_CASE("retail: a refund takes the tier back with the money") {
    Retail shop;
    const auto aigerim = shop.join("Aigerim");
    const auto sale = done(shop.buy(Shop::uid_of(aigerim), roubles(200'000)));
    done(shop.refund(sale.id, Money(1)));
    CHECK(shop.shown(aigerim).tier->name == "Base");
}

TEST_CASE("retail: a whole receipt may be paid with points") {
    Retail shop;
    const auto aigerim = shop.join("Aigerim");
    const auto sale = done(shop.buy(shop.code_of(aigerim), roubles(500), points(500)));
    CHECK(sale.cash == Money());
    CHECK(shop.balance(aigerim) == Points());
    shop.audit();
}

TEST_CASE("retail: a phone number earns and does not spend") {
    Retail shop;
    const auto number = "+77010000001";
    const auto aigerim = shop.join("Aigerim", number);
    done(shop.buy(Shop::phone(number), roubles(1000)));
    CHECK(shop.balance(aigerim) == points(570));
    CHECK(refused(shop.buy(Shop::phone(number), roubles(1000), points(1))).code ==
          Errc::withdraw_not_permitted);
}

TEST_CASE("retail: 1000 points once and 5 % of each purchase, to the direct inviter; a refund takes both") {
    Retail shop;
    const auto aigerim = shop.join("Aigerim");
    const auto bolat = shop.join("Bolat", nullptr, &aigerim);
    const auto first = done(shop.buy(Shop::uid_of(bolat), roubles(2000)));
    CHECK(shop.balance(aigerim) == points(500 + 1000 + 100));
    done(shop.buy(Shop::uid_of(bolat), roubles(2000)));
    CHECK(shop.balance(aigerim) == points(500 + 1000 + 200));
    done(shop.refund(first.id));
    CHECK(shop.balance(aigerim) == points(500 + 100));
    shop.audit();
}

TEST_CASE("retail: the tree is recorded five levels deep and further, though only the direct inviter earns") {
    Retail shop;
    std::vector<CustomerRecord> tree{shop.join("Level 0")};
    for (int level = 1; level <= 7; ++level) {
        const auto inviter = tree.back();
        tree.push_back(shop.join("Level", nullptr, &inviter));
    }
    for (std::size_t level = 1; level < tree.size(); ++level)
        CHECK(shop.shown(tree[level]).inviter_id == tree[level - 1].id.value);
    done(shop.buy(Shop::uid_of(tree[7]), roubles(1000)));
    CHECK(shop.balance(tree[6]) == points(500 + 1000 + 50));
    for (std::size_t level = 0; level < 6; ++level) CHECK(shop.balance(tree[level]) == points(500));
}
