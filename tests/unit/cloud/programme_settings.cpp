#include <catch2/catch.hpp>

#include "cloud/programme/win_back.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// What the two programmes leave open and the reference cloud chose: each choice is a setting, and turning it
/// changes what the rule does.
namespace {

const Timestamp noon{std::chrono::sys_days(std::chrono::year(2026) / 1 / 15)};

Programme with(const char* key, const char* value) {
    Json json = load_json("electronics.json");
    json.set(key, parse_json(value).value());
    Problems problems;
    auto programme = read_programme(json, problems);
    REQUIRE(problems == Problems());
    return *programme;
}

Problems problems_with(const char* key, const char* value) {
    Json json = load_json("electronics.json");
    json.set(key, parse_json(value).value());
    Problems problems;
    read_programme(json, problems);
    return problems;
}

/// Boris was invited by Anna.
struct Friends : Shop {
    using Shop::Shop;
    CustomerRecord anna = join("Anna");
    CustomerRecord boris = join("Boris", nullptr, &anna);

    Points gained(const CustomerRecord& customer) { return balance(customer) - programme.welcome; }
};

}  // namespace

TEST_CASE("first-purchase points come once, go with a full refund and come again with the next first") {
    Friends shop{with("first_purchase_points", "200")};
    const auto settings = std::get<loyalty::Settings>(shop.service.answer(loyalty::GetSettings()));
    CHECK(settings.program.first_purchase_points == points(200));
    const auto first = done(shop.buy(Shop::uid_of(shop.boris), roubles(1000)));
    CHECK(shop.gained(shop.boris) == points(200 + 10));
    done(shop.buy(Shop::uid_of(shop.boris), roubles(1000)));
    CHECK(shop.gained(shop.boris) == points(200 + 20));
    done(shop.refund(first.id, roubles(500)));
    CHECK(shop.gained(shop.boris) == points(200 + 15));
    done(shop.refund(first.id));
    CHECK(shop.gained(shop.boris) == points(10));
    shop.audit();

    Friends again{with("first_purchase_points", "200")};
    done(again.refund(done(again.buy(Shop::uid_of(again.boris), roubles(1000))).id));
    CHECK(again.gained(again.boris) == Points());
    done(again.buy(Shop::uid_of(again.boris), roubles(1000)));
    CHECK(again.gained(again.boris) == points(200 + 10));
}

TEST_CASE("electronics: a purchase earns at the tier before it (default), or at the one it opens") {
    const auto earned = [](Programme programme) {
        Shop shop{std::move(programme)};
        const auto anna = shop.join("Anna");
        const auto calc = std::get<loyalty::Calculated>(
            shop.service.answer(loyalty::Calculate{Shop::uid_of(anna), roubles(100'000), {}, {}, Points()}));
        done(shop.buy(Shop::uid_of(anna), roubles(100'000)));
        const auto award = shop.balance(anna) - points(500);
        CHECK(calc.purchase.cash_back == award);
        return award;
    };
    CHECK(earned(electronics()) == points(1000));
    CHECK(earned(with("tier_rate", R"("after_purchase")")) == points(2000));
}

TEST_CASE(
    "electronics: bundles and promotions cannot be paid with points and still earn (default), or do not") {
    const auto sell_bundle = [](Programme programme) {
        Friends shop{std::move(programme)};
        done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
        const auto before = shop.balance(shop.anna);
        loyalty::CreateOperation call;
        call.who = shop.code_of(shop.boris);
        call.total = roubles(1000);
        call.unredeemable_total = roubles(1000);
        call.points = points(1);
        call.cash = roubles(999);
        CHECK(refused(shop.service.answer(call)).code == Errc::discount_limit_exceeded);
        call.points = Points();
        call.cash = roubles(1000);
        const auto own = shop.balance(shop.boris);
        done(shop.service.answer(call));
        return std::pair(shop.balance(shop.boris) - own, shop.balance(shop.anna) - before);
    };
    CHECK(sell_bundle(electronics()) == std::pair(points(10), points(15)));
    CHECK(sell_bundle(with("unredeemable_earns", "false")) == std::pair(Points(), Points()));
}

TEST_CASE("electronics: the referral reward waits for the friend's first purchase (default), or for none") {
    const auto reward = [](Programme programme) { return Friends{std::move(programme)}; };
    auto waiting = reward(electronics());
    CHECK(waiting.gained(waiting.anna) == Points());
    auto at_once = reward(with("referral", R"({"reward":500,"reward_at":"registration","rates":[1.5]})"));
    CHECK(at_once.gained(at_once.anna) == points(500));
    done(at_once.buy(Shop::uid_of(at_once.boris), roubles(1000)));
    CHECK(at_once.gained(at_once.anna) == points(500 + 15));
    at_once.audit();
}

TEST_CASE("electronics: the referral reward goes with the refund of the first purchase (default), or stays") {
    const auto kept = [](Programme programme) {
        Friends shop{std::move(programme)};
        done(shop.refund(done(shop.buy(Shop::uid_of(shop.boris), roubles(1000))).id));
        return shop.gained(shop.anna);
    };
    CHECK(kept(electronics()) == Points());
    CHECK(kept(with("referral", R"({"reward":500,"reward_withdrawn":false})")) == points(500));
}

TEST_CASE(
    "electronics: the circles' rates are of cash (default) or of the bill, from the first purchase or "
    "later") {
    const auto share = [](const char* referral, int purchases) {
        Friends shop{with("referral", referral)};
        for (int i = 0; i < purchases; ++i)
            done(shop.buy(shop.code_of(shop.boris), roubles(1000), points(100)));
        return shop.gained(shop.anna);
    };
    CHECK(share(R"({"rates":[1]})", 1) == points(9));
    CHECK(share(R"({"rates":[1],"share_of":"total"})", 1) == points(10));
    CHECK(share(R"({"rates":[1],"from_purchase":2})", 1) == Points());
    CHECK(share(R"({"rates":[1],"from_purchase":2})", 2) == points(9));
}

TEST_CASE("referral rates are a list of any length, and each reaches its own circle") {
    Shop shop{with("referral", R"({"rates":[7,6,5,4,3,2,1]})")};
    std::vector<CustomerRecord> line{shop.join("First")};
    for (int i = 0; i < 8; ++i) line.push_back(shop.join("Next", nullptr, &line.back()));
    done(shop.buy(Shop::uid_of(line[8]), roubles(100)));
    CHECK(shop.balance(line[0]) == points(500));
    for (std::size_t circle = 1; circle <= 7; ++circle)
        CHECK(shop.balance(line[8 - circle]) == points(500) + points(8 - static_cast<int>(circle)));
    shop.audit();
}

TEST_CASE("electronics: the staff award is of cash (default) or of the bill") {
    CHECK(staff_award(electronics(), roubles(1000), roubles(900)) == Money(90));
    CHECK(staff_award(with("staff_award_of", R"("total")"), roubles(1000), roubles(900)) == Money(100));
}

TEST_CASE("a win-back gift is due once per silence, and never to who has not bought") {
    const WinBack gift{std::chrono::days(60), points(300), {}};
    const auto after = [](int days) { return noon + std::chrono::days(days); };
    CHECK_FALSE(win_back_due(gift, {}, {}, after(1000)));
    CHECK_FALSE(win_back_due(gift, noon, {}, after(60) - std::chrono::milliseconds(1)));
    CHECK(win_back_due(gift, noon, {}, after(60)));
    CHECK_FALSE(win_back_due(gift, noon, after(60), after(900)));
    CHECK(win_back_due(gift, after(70), after(60), after(130)));
}

TEST_CASE("of a win-back gift lapses what was neither spent since nor is gone otherwise") {
    CHECK(unspent_gift(points(300), Points(), points(900)) == points(300));
    CHECK(unspent_gift(points(300), points(100), points(900)) == points(200));
    CHECK(unspent_gift(points(300), points(400), points(900)) == Points());
    CHECK(unspent_gift(points(300), Points(), points(50)) == points(50));
    CHECK(unspent_gift(points(300), Points(), points(-50)) == Points());
    CHECK(unspent_gift(points(300), points(-20), points(900)) == points(300));
}

TEST_CASE("retail: points go to customers whose last purchase is over two months old") {
    const auto gift = retail().win_back;
    REQUIRE(gift);
    CHECK(gift->after == std::chrono::days(61));
    CHECK(gift->points > Points());
}

TEST_CASE("sources have promo codes of their own, and a wrong setting is named with its place") {
    const auto programme = with("sources", R"([{"promo_code":"insta","name":"Instagram"},
        {"promo_code":"uds","name":"Platform","platform":true}])");
    CHECK(programme.sources == std::vector<Source>{{"insta", "Instagram", false}, {"uds", "Platform", true}});
    const auto where = [](const char* key, const char* value) {
        return problems_with(key, value).at(0).where;
    };
    CHECK(where("sources", R"([{"promo_code":"a","name":"A"},{"promo_code":"a","name":"B"}])") ==
          "sources[1].promo_code");
    CHECK(where("win_back", R"({"after_days":0,"points":1})") == "win_back.after_days");
    CHECK(where("win_back", R"({"after_days":60,"points":0})") == "win_back.points");
    CHECK(where("tier_rate", R"("later")") == "tier_rate");
    CHECK(where("referral", R"({"share_of":"profit"})") == "referral.share_of");
    CHECK(where("referral", R"({"from_purchase":0})") == "referral.from_purchase");
    CHECK(where("first_purchase_points", "-1") == "first_purchase_points");
    CHECK(where("staff_award_of", R"("margin")") == "staff_award_of");
}
