#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "cloud/programme/win_back.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// What the two programmes leave open and the reference cloud chose: each choice is a setting, and a changed
/// setting changes the rule.
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

Problems problems_of_change(const char* key, const char* value) {
    Json json = load_json("electronics.json");
    json.set(key, parse_json(value).value());
    Problems problems;
    read_programme(json, problems);
    return problems;
}

Json schema_of_programmes() {
    std::ifstream in(TILLPOINTS_CLOUD "/programme/programme.schema.json");
    std::stringstream text;
    text << in.rdbuf();
    return parse_json(text.str()).value();
}

/// Boris was invited by Anna.
struct Friends : Shop {
    using Shop::Shop;
    CustomerRecord anna = join("Anna");
    CustomerRecord boris = join("Boris", nullptr, &anna);

    Points gained(const CustomerRecord& customer) { return balance(customer) - programme.welcome; }
};

}  // namespace

TEST_CASE("the published schema names the members of every part that the reader knows, and no other") {
    const auto schema = schema_of_programmes();
    for (const auto* part :
         {"referral", "birthday_certificate", "win_back", "redemption_confirmation", "sources"}) {
        const Json* rule = schema.find("properties")->find(part);
        const bool list = rule->find("items") != nullptr;
        if (list) rule = rule->find("items");
        Json every = Json::object();
        for (const auto& [name, meaning] : *rule->find("properties")->members()) every.set(name, nullptr);
        const auto unknown_in = [&](const Json& value) {
            Json json = load_json("electronics.json");
            json.set(part, list ? Json(Json::Array{value}) : value);
            Problems problems;
            read_programme(json, problems);
            return std::count_if(problems.begin(), problems.end(), is_unknown_member);
        };
        CHECK(unknown_in(every) == 0);
        every.set("colour", nullptr);
        CHECK(unknown_in(every) == 1);
    }
}

TEST_CASE(
    "every choice that the two deployments leave open is a setting, and what is chosen is its default") {
    struct Choice {
        std::vector<std::string> part;  ///< the members that lead to it
        const char* chosen;
        const char* other;
    };
    const Choice choices[] = {
        {{"discount_policy"}, R"("charge_scores")", R"("apply_discount")"},
        {{"tier_rate"}, R"("before_purchase")", R"("after_purchase")"},
        {{"unredeemable_earns"}, "true", "false"},
        {{"referral", "reward_to"}, R"("inviter")", R"("both")"},
        {{"referral", "reward_at"}, R"("first_purchase")", R"("registration")"},
        {{"referral", "reward_withdrawn"}, "true", "false"},
        {{"referral", "share_of"}, R"("cash")", R"("total")"},
        {{"referral", "less_skipped"}, "true", "false"},
        {{"referral", "from_purchase"}, "1", "2"},
        {{"birthday_certificate", "share_of"}, R"("redeemable")", R"("total")"},
        {{"birthday_certificate", "single_use"}, "true", "false"},
        {{"birthday_certificate", "own_points_beside"}, "false", "true"},
        {{"staff_award_of"}, R"("cash")", R"("total")"},
        {{"purchases_extend"}, "true", "false"},
        {{"gifts_extend"}, "false", "true"},
    };
    const auto schema = schema_of_programmes();
    const auto written = load_json("electronics.json");
    for (const auto& choice : choices) {
        INFO(choice.part.back());
        const Json* rule = schema.find("properties")->find(choice.part.front());
        const Json* part = choice.part.size() > 1 ? written.find(choice.part.front()) : &written;
        if (choice.part.size() > 1) rule = rule->find("properties")->find(choice.part.back());
        REQUIRE(rule);
        if (const auto* absent = rule->find("default")) CHECK(*absent == parse_json(choice.chosen).value());
        CHECK(*part->find(choice.part.back()) == parse_json(choice.chosen).value());
        Json turned = *part;
        turned.set(choice.part.back(), parse_json(choice.other).value());
        const auto changed = choice.part.size() > 1 ? with(choice.part.front().c_str(), dump(turned).c_str())
                                                    : with(choice.part.back().c_str(), choice.other);
        CHECK_FALSE(changed == electronics());
    }
}

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

TEST_CASE("electronics: the referral reward is the inviter's (default), the friend's or goes to both") {
    const auto rewards = [](const char* to, const char* at) {
        const auto referral =
            R"({"reward":500,"reward_to":")" + std::string(to) + R"(","reward_at":")" + at + "\"}";
        Friends shop{with("referral", referral.c_str())};
        const auto sale = done(shop.buy(Shop::uid_of(shop.boris), roubles(1)));
        const auto own = Points(1);
        const std::pair gained(shop.gained(shop.anna), shop.gained(shop.boris) - own);
        done(shop.refund(sale.id));
        shop.audit();
        if (at == std::string_view("first_purchase"))
            CHECK(std::pair(shop.gained(shop.anna), shop.gained(shop.boris)) ==
                  std::pair(Points(), Points()));
        return gained;
    };
    for (const auto* at : {"first_purchase", "registration"}) {
        CHECK(rewards("inviter", at) == std::pair(points(500), Points()));
        CHECK(rewards("friend", at) == std::pair(Points(), points(500)));
        CHECK(rewards("both", at) == std::pair(points(500), points(500)));
    }
    CHECK(electronics().referral.reward_to == RewardTo::inviter);
}

TEST_CASE("electronics: the circles' rates are less what skips loyalty (default), or of that too") {
    const auto share = [](const char* referral) {
        Friends shop{with("referral", referral)};
        loyalty::CreateOperation call;
        call.who = Shop::uid_of(shop.boris);
        call.total = call.cash = roubles(1000);
        call.skip_loyalty_total = roubles(400);
        done(shop.service.answer(call));
        return shop.gained(shop.anna);
    };
    CHECK(share(R"({"rates":[1]})") == points(6));
    CHECK(share(R"({"rates":[1],"less_skipped":false})") == points(10));
}

TEST_CASE("electronics: a customer shown by phone counts as one with a card, so the staff award is owed") {
    Friends shop;
    const auto owed = [&](loyalty::Identity who) {
        loyalty::CreateOperation call;
        call.who = std::move(who);
        call.total = call.cash = roubles(1000);
        call.cashier = loyalty::Cashier{"till", {}};
        const auto sale = done(shop.service.answer(call));
        Points balance;
        shop.storage->read(
            [&](Transaction& db) { balance = db.ledger.balance(employee_account(sale.cashier->id)); });
        return balance;
    };
    CHECK(owed(Shop::phone("+77010000001")) == points(1));
    CHECK(owed(shop.code_of(shop.anna)) == points(2));
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

TEST_CASE("a win-back gift is due once in each silence, and never to a customer who has not bought") {
    const WinBack gift{std::chrono::days(60), points(300), {}};
    const auto after = [](int days) { return noon + std::chrono::days(days); };
    CHECK_FALSE(win_back_due(gift, {}, {}, after(1000)));
    CHECK_FALSE(win_back_due(gift, noon, {}, after(60) - std::chrono::milliseconds(1)));
    CHECK(win_back_due(gift, noon, {}, after(60)));
    CHECK_FALSE(win_back_due(gift, noon, after(60), after(900)));
    CHECK(win_back_due(gift, after(70), after(60), after(130)));
}

TEST_CASE("when a win-back gift expires, what was not spent since is taken, but no more than the balance") {
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

TEST_CASE("redemptions are confirmed above some points, by phone or both, and by default none is") {
    const auto rule = [](const char* value) { return with("redemption_confirmation", value).confirmation; };
    CHECK(rule(R"({"above":300})") == loyalty::ConfirmationRule{points(300), false});
    CHECK(rule(R"({"above":0.5,"by_phone":true})") == loyalty::ConfirmationRule{Points(50), true});
    CHECK(rule(R"({"by_phone":true})") == loyalty::ConfirmationRule{{}, true});
    CHECK_FALSE(electronics().confirmation);
    CHECK_FALSE(retail().confirmation);
    const auto where = [](const char* value) {
        return problems_of_change("redemption_confirmation", value).at(0).where;
    };
    CHECK(where("{}") == "redemption_confirmation.above");
    CHECK(where(R"({"above":-1})") == "redemption_confirmation.above");
    CHECK(where(R"({"by_phone":false})") == "redemption_confirmation.above");
    CHECK(where(R"({"above":1,"by_phone":"yes"})") == "redemption_confirmation.by_phone");
}

TEST_CASE("sources have promo codes of their own, and a wrong setting is named with its place") {
    const auto programme = with("sources", R"([{"promo_code":"insta","name":"Instagram"},
        {"promo_code":"uds","name":"Platform","platform":true}])");
    CHECK(programme.sources == std::vector<Source>{{"insta", "Instagram", false}, {"uds", "Platform", true}});
    const auto where = [](const char* key, const char* value) {
        return problems_of_change(key, value).at(0).where;
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
