#include "cloud/console/name_beginnings.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

/// What people of the company do in the console, and what they do not get to see.
namespace {

std::string text(const Json& json, const char* key) {
    return *json.find(key)->string();
}
std::string digits(const Json& json, const char* key) {
    return json.find(key)->number()->digits;
}

/// A desk where Anna is a customer; two branches sell to her.
struct Busy : ConsoleDesk {
    Busy() {
        now = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 1 / 15));
        anna = join("Анна <script>alert(1)</script>", "+77010000001");
        service.transact([](RequestContext& context) {
            auto& staff = context.db.staff;
            for (const auto* name : {"Centre", "North"}) {
                const auto branch = staff.find_or_add_branch(name);
                staff.set_branch(
                    staff.find_or_add_cashier({name == std::string("Centre") ? "till-1" : "till-2", name}).id,
                    branch.id);
            }
        });
        in_centre = sell("till-1");
        in_north = sell("till-2");
        anna_number = std::to_string(anna.id.value + 1'100'000'000'000);
    }

    OperationId sell(const char* till) {
        loyalty::CreateOperation call;
        call.who = uid_of(anna);
        call.total = roubles(1000);
        call.cash = call.total;
        call.cashier = loyalty::Cashier{till, {}};
        return done(service.answer(call)).id;
    }

    std::string of_anna(const std::string& more = "") {
        return R"({"participant":)" + anna_number + more + "}";
    }

    HttpAnswer give_points(const Browser& who, const std::string& points, const std::string& reason,
                           const std::string& key) {
        return post(
            who, "/customers/points",
            of_anna(R"(,"points":)" + points + R"(,"reason":")" + reason + R"(","key":")" + key + R"(")"));
    }

    std::string fresh_key() { return "key-" + std::to_string(++keys_); }

    std::vector<std::string> branches_in(const Json& operations) {
        std::vector<std::string> out;
        for (const auto& one : *operations.items()) out.push_back(text(*one.find("branch"), "name"));
        return out;
    }

    CustomerRecord anna;
    OperationId in_centre, in_north;
    std::string anna_number;

  private:
    int keys_ = 0;
};

}  // namespace

TEST_CASE("a customer is found by phone, number, uid and the beginning of the name in any case") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    for (const auto& typed :
         {std::string("+77010000001"), std::string("8 701 000-00-01"), shop.anna_number, shop.anna.uid->text,
          std::string("анна"), std::string("АННА"), std::string("Анн")}) {
        INFO(typed);
        const auto found = shop.ok(shop.post(owner, "/customers/find", R"({"text":")" + typed + R"("})"));
        REQUIRE(found.find("customers")->items()->size() == 1);
        CHECK(digits(found.find("customers")->items()->at(0), "participant") == shop.anna_number);
    }
    for (const auto* typed : {"Ан", "Борис", "%%%", "7"}) {
        const auto found =
            shop.ok(shop.post(owner, "/customers/find", std::string(R"({"text":")") + typed + R"("})"));
        CHECK(found.find("customers")->items()->empty());
    }
}

TEST_CASE("a typed name may begin in Latin, Cyrillic or Kazakh letters of any size") {
    CHECK(name_beginnings("әсе") == std::vector<std::string>{"әсе", "Әсе", "ӘСЕ"});
    CHECK(name_beginnings("Anna") == std::vector<std::string>{"Anna", "anna", "ANNA"});
    CHECK(name_beginnings("анЁ") == std::vector<std::string>{"анЁ", "Анё", "анё", "АНЁ"});
    CHECK(name_beginnings("Ан").empty());
    CHECK(name_beginnings("").empty());
    CHECK(name_beginnings("😀😀😀") == std::vector<std::string>{"😀😀😀"});
}

TEST_CASE(
    "a customer's card shows points and history, hides codes that pay, and that it was opened is logged") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    shop.service.transact([&](RequestContext& context) {
        context.db.identifiers.add_card({"P-12345678", shop.anna.id, CardKind::plastic, false});
    });
    const auto answer = shop.post(owner, "/customers/show", shop.of_anna());
    const auto card = shop.ok(answer);
    CHECK(text(card, "tier") == "Silver");
    CHECK(digits(card, "points") == "520");
    CHECK(card.find("operations")->items()->size() == 2);
    CHECK(answer.body.find("P-12345678") == std::string::npos);
    CHECK(text(card.find("cards")->items()->at(0), "ends_with") == "5678");
    CHECK(shop.actions().front() == "customer_shown");
    CHECK(shop.post(owner, "/customers/show", R"({"participant":7})").status == 404);
    CHECK(shop.post(owner, "/customers/show", R"({"participant":1})").status == 404);
}

TEST_CASE(
    "a manager sees operations, ratings and employees of the own branch only, whatever ids are asked for") {
    Busy shop;
    shop.service.transact([&](RequestContext& context) {
        context.db.ratings.rate({shop.in_centre, context.now, 2, "slow"});
        context.db.ratings.rate({shop.in_north, context.now, 1, "cold"});
    });
    const auto owner = shop.somebody("owner", Role::owner);
    const auto manager = shop.somebody("manager", Role::manager);
    const std::vector<std::string> own{"Centre"};
    const auto card = shop.ok(shop.post(manager, "/customers/show", shop.of_anna()));
    CHECK(shop.branches_in(*card.find("operations")) == own);
    const auto more = shop.ok(shop.post(manager, "/customers/operations", shop.of_anna(R"(,"offset":0)")));
    CHECK(shop.branches_in(*more.find("operations")) == own);
    const auto staff = shop.ok(shop.get(manager, "/staff"));
    CHECK(shop.branches_in(*staff.find("staff")) == own);
    const auto ratings = shop.get(manager, "/ratings");
    CHECK(ratings.body.find("slow") != std::string::npos);
    CHECK(ratings.body.find("cold") == std::string::npos);
    const auto all = shop.ok(shop.get(owner, "/ratings"));
    CHECK(digits(all.find("ratings")->items()->at(0), "stars") == "1");
    CHECK(shop.ok(shop.get(owner, "/staff?month=2026-01")).find("staff")->items()->size() == 2);
}

TEST_CASE("an employee sees own figures only, with the bonus owed") {
    Busy shop;
    const auto employee = shop.somebody("employee", Role::employee);
    const auto staff = shop.ok(shop.get(employee, "/staff?month=2026-01"));
    REQUIRE(staff.find("staff")->items()->size() == 1);
    const auto& line = staff.find("staff")->items()->at(0);
    CHECK(digits(line, "with_card") == "1");
    CHECK(digits(line, "owed") == "1");
    CHECK(shop.ok(shop.get(employee, "/staff?month=2025-12")).find("staff")->items()->size() == 1);
}

TEST_CASE("the report of a month stands beside that of the month before, and a line leads to its purchases") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto january = shop.ok(shop.get(owner, "/report?month=2026-01"));
    CHECK(digits(*january.find("report")->find("purchases"), "with_card") == "2");
    CHECK(digits(*january.find("before")->find("purchases"), "with_card") == "0");
    CHECK(*january.find("months")->items()->at(0).string() == "2026-01");
    CHECK(shop.ok(shop.get(owner, "/report")).find("before")->is_null());
    const auto behind = [&](const std::string& line) {
        return shop.ok(shop.get(owner, "/report/operations?month=2026-01&line=" + line));
    };
    CHECK(digits(behind("with_card"), "total") == "2");
    CHECK(behind("with_card").find("operations")->items()->size() == 2);
    CHECK(behind("with_card&offset=1").find("operations")->items()->size() == 1);
    CHECK(behind("with_card&offset=2").find("operations")->items()->empty());
    CHECK(shop.get(owner, "/report/operations?line=with_card&offset=-1").status == 400);
    CHECK(shop.ok(shop.get(owner, "/ratings?offset=0")).find("ratings")->items()->empty());
    CHECK(digits(behind("by_phone"), "total") == "0");
    CHECK(digits(behind("first"), "total") == "1");
    CHECK(digits(behind("bucket/0"), "total") == "0");
    for (const auto* line : {"", "contacts", "bucket/", "bucket/99", "bucket/-1", "bucket/x"})
        CHECK(shop.get(owner, std::string("/report/operations?line=") + line).status >= 400);
    for (const auto* month : {"2026", "2026-13", "2026-1", "x"})
        CHECK(shop.get(owner, std::string("/report?month=") + month).status == 400);
}

TEST_CASE("points by hand up to the limit of a day are moved at once, with their reason in the audit log") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto give = [&](const std::string& points, const std::string& reason = "a gift") {
        return shop.give_points(owner, points, reason, shop.fresh_key());
    };
    CHECK(ConsoleDesk::code_in(give("-521")) == "too_few_points");
    CHECK(text(shop.ok(give("300")), "state") == "done");
    CHECK(shop.balance(shop.anna) == Points(820'00));
    CHECK(text(shop.ok(give("-100.50")), "state") == "done");
    CHECK(shop.balance(shop.anna) == Points(719'50));
    CHECK(give("0").status == 400);
    CHECK(give("1", "").status == 400);
    CHECK(give("\"many\"").status == 400);
    shop.storage->read([&](Transaction& db) {
        const auto last = db.people.actions({}, 1).at(0);
        CHECK(last.action == "points_moved");
        CHECK(last.subject == "customer/" + shop.anna_number);
        CHECK(last.detail == "-100.5 points: a gift");
    });
    shop.audit();
}

TEST_CASE("points by hand that are sent again with their key, because the answer was lost, are moved once") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto second = shop.somebody("second", Role::owner);
    const auto before = shop.balance(shop.anna);
    for (int i = 0; i < 3; ++i)
        CHECK(text(shop.ok(shop.give_points(owner, "300", "a gift", "k")), "state") == "done");
    CHECK(shop.balance(shop.anna) == before + Points(300'00));
    CHECK(ConsoleDesk::code_in(shop.give_points(owner, "301", "a gift", "k")) == "key_reused");
    CHECK(ConsoleDesk::code_in(shop.give_points(owner, "300", "another", "k")) == "key_reused");
    CHECK(shop.give_points(owner, "300", "a gift", "").status == 400);
    CHECK(shop.give_points(owner, "300", "a gift", std::string(65, 'k')).status == 400);
    CHECK(text(shop.ok(shop.give_points(second, "300", "a gift", "k")), "state") == "done");
    CHECK(shop.balance(shop.anna) == before + Points(600'00));

    for (int i = 0; i < 2; ++i)
        CHECK(text(shop.ok(shop.give_points(owner, "5000", "much", "m")), "state") == "waiting");
    const auto waiting = shop.ok(shop.get(second, "/points"));
    REQUIRE(waiting.find("requests")->items()->size() == 1);
    const auto request = digits(waiting.find("requests")->items()->at(0), "request");
    shop.ok(shop.post(second, "/points/decide", R"({"confirm":false,"request":)" + request + "}"));
    CHECK(text(shop.ok(shop.give_points(owner, "5000", "much", "m")), "state") == "declined");
    CHECK(shop.balance(shop.anna) == before + Points(600'00));
    shop.audit();
}

TEST_CASE("more points than one person may move in a day wait for a second person, however they are split") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto second = shop.somebody("second", Role::manager);
    const auto give = [&](const Browser& who, int points) {
        return text(shop.ok(shop.give_points(who, std::to_string(points), "x", shop.fresh_key())), "state");
    };
    CHECK(give(owner, 600) == "done");
    CHECK(give(owner, 401) == "waiting");
    CHECK(give(owner, -400) == "done");
    CHECK(give(owner, 1) == "waiting");
    CHECK(give(second, 1000) == "done");
    CHECK(shop.balance(shop.anna) == Points(520'00 + 600'00 - 400'00 + 1000'00));
    const auto decide = [&](const Browser& who, int request, const char* confirm) {
        return shop.post(who, "/points/decide",
                         R"({"request":)" + std::to_string(request) + R"(,"confirm":)" + confirm + "}");
    };
    const auto waiting = shop.ok(shop.get(second, "/points"));
    REQUIRE(waiting.find("requests")->items()->size() == 2);
    const auto request = std::stoi(digits(waiting.find("requests")->items()->at(0), "request"));
    CHECK(ConsoleDesk::code_in(decide(owner, request, "true")) == "second_person");
    CHECK(text(shop.ok(decide(second, request, "true")), "state") == "done");
    CHECK(ConsoleDesk::code_in(decide(second, request, "true")) == "decided_already");
    CHECK(ConsoleDesk::code_in(decide(owner, request, "false")) == "decided_already");
    CHECK(shop.balance(shop.anna) == Points(520'00 + 600'00 - 400'00 + 1000'00 + 401'00));
    CHECK(text(shop.ok(decide(owner, request + 2, "false")), "state") == "declined");
    CHECK(decide(second, 99, "true").status == 404);
    shop.real += hours(25);
    CHECK(give(shop.signed_in("owner"), 1000) == "done");
    shop.audit();
}

TEST_CASE("a blocked customer is refused at the till until unblocked, and both have a reason") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    CHECK(shop.post(owner, "/customers/block", shop.of_anna()).status == 400);
    shop.ok(shop.post(owner, "/customers/block", shop.of_anna(R"(,"reason":"lost card")")));
    CHECK(refused(shop.buy(Shop::uid_of(shop.anna), roubles(100))).code == Errc::participant_blocked);
    shop.ok(shop.post(owner, "/customers/block", shop.of_anna(R"(,"blocked":false,"reason":"found")")));
    done(shop.buy(Shop::uid_of(shop.anna), roubles(100)));
    const auto seen = shop.actions();
    CHECK(seen[0] == "customer_unblocked");
    CHECK(seen[1] == "customer_blocked");
}

TEST_CASE("tags replace those of the customer, and names that are too long or empty are refused") {
    Busy shop;
    const auto marketer = shop.somebody("marketer", Role::marketer);
    const auto tagged =
        shop.ok(shop.post(marketer, "/customers/tags", shop.of_anna(R"(,"tags":["vip","wholesale","vip"])")));
    CHECK(tagged.find("tags")->items()->size() == 2);
    CHECK(shop.ok(shop.post(marketer, "/customers/tags", shop.of_anna(R"(,"tags":[])")))
              .find("tags")
              ->items()
              ->empty());
    CHECK(shop.post(marketer, "/customers/tags", shop.of_anna(R"(,"tags":[""])")).status == 400);
    CHECK(
        shop.post(marketer, "/customers/tags", shop.of_anna(R"(,"tags":[")" + std::string(65, 'x') + R"("])"))
            .status == 400);
}

TEST_CASE("names and comments of strangers come as JSON texts that no browser takes for a page") {
    Busy shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto answer = shop.post(owner, "/customers/show", shop.of_anna());
    CHECK(header_of(answer.headers, "Content-Type") == "application/json");
    CHECK(header_of(answer.headers, "X-Content-Type-Options") == "nosniff");
    CHECK(text(shop.ok(answer), "name") == "Анна <script>alert(1)</script>");
}

TEST_CASE("the console shows the programme's rules by the names of its file") {
    Busy shop;
    const auto marketer = shop.somebody("marketer", Role::marketer);
    const auto rules = shop.ok(shop.get(marketer, "/programme"));
    CHECK(digits(rules, "welcome_points") == "500");
    CHECK(digits(rules, "staff_award") == "0.1");
    CHECK(text(rules, "discount_policy") == "charge_scores");
    CHECK(digits(*rules.find("birthday_certificate"), "days_before") == "7");
    CHECK(rules.find("win_back")->is_null());
    CHECK(rules.find("redemption_confirmation")->is_null());
    CHECK(rules.find("referral")->find("rates")->items()->size() == 3);
    CHECK(digits(rules.find("tiers")->items()->at(1), "spent_from") == "100000");
    shop.programme.confirmation = loyalty::ConfirmationRule{Points(30050), true};
    const auto confirmed = *shop.ok(shop.get(marketer, "/programme")).find("redemption_confirmation");
    CHECK(digits(confirmed, "above") == "300.5");
    CHECK(*confirmed.find("by_phone")->boolean());
}

TEST_CASE(
    "a source is added and renamed with a line in the audit log, and the company's own promo code is none") {
    Busy shop;
    const auto marketer = shop.somebody("marketer", Role::marketer);
    const auto name = [&](const char* code, const char* called) {
        return shop.post(marketer, "/sources/name",
                         std::string(R"({"promo_code":")") + code + R"(","name":")" + called + R"("})");
    };
    shop.ok(name("metro", "Metro"));
    shop.ok(name("metro", "Underground"));
    CHECK(name("electronics", "Own").status == 409);
    CHECK(name("", "Nameless").status == 400);
    const auto list = shop.ok(shop.get(marketer, "/sources"));
    const auto& source = list.find("sources")->items()->at(0);
    CHECK(text(source, "name") == "Underground");
    CHECK(source.find("link")->is_null());
    CHECK(shop.actions()[0] == "source_renamed");
    CHECK(shop.actions()[1] == "source_added");
}
