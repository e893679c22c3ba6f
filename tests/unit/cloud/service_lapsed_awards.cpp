#include <rapidcheck.h>

#include "cloud/jobs/sweep.hpp"
#include "lot_model.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Ten percent cashback; whatever is bought, all points expire every three months.
Programme expiring() {
    auto programme = retail();
    programme.tiers = {{"base", "Base", Percent{1000}, {}, {}}};
    programme.welcome = Points();
    programme.referral = {};
    programme.win_back.reset();
    programme.expiry = std::chrono::months(3);
    programme.purchases_extend = false;
    return programme;
}

void let_expire(Shop& shop) {
    shop.now += std::chrono::days(100);
    sweep(shop.service);
}

void give(Shop& shop, const CustomerRecord& customer, Points points) {
    shop.service.answer(loyalty::Reward{points, {customer.id}, {}, {}});
}

/// One customer's sales, gifts, expiries and refunds by chance, in the cloud and in the model.
class History {
  public:
    explicit History(bool clamps) : clamps_(clamps) {
        if (clamps) shop_.set_variant("spent_award", "clamp");
        anna_ = shop_.join("Anna");
    }

    void step(int kind) {
        if (kind == 0) give_points();
        if (kind == 1) expire();
        if (kind == 2) buy();
        if (kind >= 3) refund();
        RC_ASSERT(shop_.balance(anna_).count == model_.balance());
    }

    void refund_everything() {
        for (std::size_t i = 0; i < sales_.size(); ++i)
            if (sales_[i].refunded < sales_[i].total) refund(i, sales_[i].total - sales_[i].refunded);
        RC_ASSERT(shop_.balance(anna_).count == model_.balance());
        if (!clamps_) RC_ASSERT(shop_.balance(anna_).count == model_.gifts_left());
        RC_ASSERT(shop_.balance(anna_) >= Points());
    }

    void audit() { shop_.audit(); }

  private:
    struct Sale {
        OperationId id;
        std::int64_t total, points, award, refunded = 0;
    };

    static std::int64_t below(std::int64_t end) { return *rc::gen::inRange<std::int64_t>(0, end); }

    void give_points() {
        const auto points = 1 + below(40);
        give(shop_, anna_, Points(points));
        model_.give(0, points);
    }

    void expire() {
        let_expire(shop_);
        model_.expire();
    }

    void buy() {
        const auto total = 1 + below(400);
        const auto most = std::min(total, std::max<std::int64_t>(0, model_.balance()));
        const auto points = below(2) ? most : below(most + 1);
        const auto id = done(shop_.buy(shop_.code_of(anna_), Money(total), Points(points))).id;
        const auto award = (total - points + 5) / 10;
        sales_.push_back({id, total, points, award});
        const auto name = static_cast<int>(sales_.size());
        model_.spend(name, points);
        model_.give(name, award);
    }

    void refund() {
        if (sales_.empty()) return;
        const auto which = static_cast<std::size_t>(below(static_cast<std::int64_t>(sales_.size())));
        const auto left = sales_[which].total - sales_[which].refunded;
        if (left > 0) refund(which, below(3) ? 1 + below(left) : left);
    }

    void refund(std::size_t which, std::int64_t part) {
        auto& sale = sales_[which];
        const auto name = static_cast<int>(which) + 1;
        const auto share = [&](std::int64_t whole) {
            const auto upto = [&](std::int64_t sum) {
                return (2 * whole * sum + sale.total) / (2 * sale.total);
            };
            return upto(sale.refunded + part) - upto(sale.refunded);
        };
        const auto returned = share(sale.points);
        auto withdrawn = std::min(share(sale.award), model_.left_of(name));
        if (clamps_) withdrawn = std::min(withdrawn, std::max<std::int64_t>(0, model_.balance() + returned));
        sale.refunded += part;
        done(shop_.refund(sale.id, Money(part)));
        model_.give_back(name, returned);
        model_.withdraw(name, withdrawn);
    }

    bool clamps_;
    Shop shop_{expiring()};
    CustomerRecord anna_;
    LotModel model_;
    std::vector<Sale> sales_;
};

}  // namespace

TEST_CASE("an award that expired is not withdrawn by the refund of its sale") {
    const auto parts = GENERATE(1, 4);
    const auto later = GENERATE(0, 500);
    Shop shop{expiring()};
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    REQUIRE(shop.balance(anna) == points(100));
    let_expire(shop);
    REQUIRE(shop.balance(anna) == Points());
    give(shop, anna, points(later));
    for (int i = 0; i < parts; ++i) done(shop.refund(sale.id, Money(100'000 / parts)));
    CHECK(shop.balance(anna) == points(later));
    shop.audit();
}

TEST_CASE("of an award that was partly spent before it expired a refund withdraws the spent part only") {
    Shop shop{expiring()};
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    done(shop.buy(shop.code_of(anna), roubles(30), points(30)));
    let_expire(shop);
    give(shop, anna, points(200));
    done(shop.refund(sale.id));
    CHECK(shop.balance(anna) == points(170));
    shop.audit();
}

TEST_CASE(
    "a deferred award of which a part was withdrawn before its grant and the rest expired loses nothing "
    "more") {
    auto programme = expiring();
    programme.deferral = std::chrono::days(5);
    Shop shop{programme};
    const auto anna = shop.join("Anna");
    const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    done(shop.refund(sale.id, roubles(400)));
    shop.now += std::chrono::days(6);
    sweep(shop.service);
    REQUIRE(shop.balance(anna) == points(60));
    let_expire(shop);
    give(shop, anna, points(7));
    done(shop.refund(sale.id));
    CHECK(shop.balance(anna) == points(7));
    shop.audit();
}

TEST_CASE(
    "an inviter's share and reward that expired are not withdrawn by the refund of the friend's purchase") {
    auto programme = expiring();
    programme.referral.reward = points(50);
    programme.referral.rates = {Percent{500}};
    programme.first_purchase = points(20);
    Shop shop{programme};
    const auto anna = shop.join("Anna");
    const auto boris = shop.join("Boris", nullptr, &anna);
    const auto sale = done(shop.buy(Shop::uid_of(boris), roubles(1000)));
    REQUIRE(shop.balance(anna) == points(50 + 50));
    REQUIRE(shop.balance(boris) == points(100 + 20));
    let_expire(shop);
    done(shop.refund(sale.id, roubles(300)));
    done(shop.refund(sale.id));
    CHECK(shop.balance(anna) == Points());
    CHECK(shop.balance(boris) == Points());
    shop.audit();
}

TEST_CASE(
    "in every order of spending, expiring and refunding, refunds withdraw of an award only what is left of "
    "it") {
    CHECK(rc::check([] {
        History history(*rc::gen::arbitrary<bool>());
        const auto kinds = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5));
        for (const auto kind : kinds) history.step(kind);
        history.refund_everything();
        history.audit();
    }));
}
