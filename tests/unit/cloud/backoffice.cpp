#include "cloud/backoffice/backoffice.hpp"

#include "cloud/jobs/sweep.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// What the platform's own console does, by the local API.
namespace {

struct Office : Shop {
    using Shop::Shop;
    BackOffice office{service, "token"};

    HttpAnswer call(const std::string& method, const std::string& target, const std::string& body = {}) {
        return office.serve({method, target, {{"Authorization", "Bearer token"}}, body});
    }
    Json ok(const std::string& method, const std::string& target, const std::string& body = {}) {
        const auto answer = call(method, target, body);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return parse_json(answer.body).value();
    }
    /// The first problem, which names the field and the reason.
    std::string refused(int status, const std::string& method, const std::string& target,
                        const std::string& body = {}) {
        const auto answer = call(method, target, body);
        INFO(answer.body);
        CHECK(answer.status == status);
        return *parse_json(answer.body).value().find("problems")->items()->at(0).string();
    }
    std::string text(const Json& json, const char* key) { return *json.find(key)->string(); }
    std::string digits(const Json& json, const char* key) { return json.find(key)->number()->digits; }
};

bool begins(const std::string& text, const std::string& with) {
    return text.starts_with(with);
}

}  // namespace

TEST_CASE("the back office adds a customer by promo code and shows all that is known of one") {
    Office shop;
    const auto anna = shop.ok("POST", "/customers", R"({"name":"Anna","phone":"+77010000001"})");
    const auto body = R"({"name":"Boris","promo_code":"instagram","birth_date":"1990-02-28","inviter":")" +
                      shop.text(anna, "uid") + R"("})";
    const auto boris = shop.ok("POST", "/customers", body);
    const auto shown = shop.ok("GET", "/customers?uid=" + shop.text(boris, "uid"));
    CHECK(shop.text(shown, "name") == "Boris");
    CHECK(shop.text(shown, "source") == "instagram");
    CHECK(shop.text(shown, "inviter") == shop.text(anna, "uid"));
    CHECK(shop.text(shown, "tier") == "Silver");
    CHECK(shop.digits(shown, "points") == "500");
    CHECK(shop.digits(shop.ok("GET", "/customers?phone=%2B77010000001"), "invited") == "1");
}

TEST_CASE("a refusal of the back office names the field and the reason") {
    Office shop;
    CHECK(begins(shop.refused(400, "POST", "/customers", "{}"), "name: "));
    CHECK(begins(shop.refused(400, "POST", "/customers", R"({"name":"A","phone":"x"})"), "phone: "));
    CHECK(begins(shop.refused(400, "POST", "/customers", R"({"name":"A","birth_date":"soon"})"),
                 "birth_date: "));
    CHECK(
        begins(shop.refused(404, "POST", "/customers", R"({"name":"A","promo_code":"tv"})"), "promo_code: "));
    CHECK(begins(shop.refused(404, "POST", "/customers", R"({"name":"A","inviter":"no"})"), "inviter: "));
    CHECK(begins(shop.refused(400, "POST", "/codes", "{}"), "uid: "));
    CHECK(begins(shop.refused(404, "POST", "/codes", R"({"uid":"no"})"), "customer: "));
    CHECK(begins(shop.refused(400, "POST", "/cards", R"({"uid":"no","kind":"metal"})"), "kind: "));
    CHECK(begins(shop.refused(404, "POST", "/cards/block", R"({"code":"no"})"), "code: "));
    CHECK(begins(shop.refused(400, "POST", "/receipts", R"({"id":"r","total":-1})"), "total: "));
    CHECK(begins(shop.refused(400, "POST", "/ratings", R"({"operation":1,"stars":6})"), "stars: "));
    CHECK(begins(shop.refused(404, "POST", "/ratings", R"({"operation":1,"stars":5})"), "operation: "));
    CHECK(begins(shop.refused(400, "POST", "/campaigns", R"({"name":"A","segment":{"age":7}})"),
                 "segment.age"));
    CHECK(begins(shop.refused(409, "POST", "/sources", R"({"name":"A","promo_code":"electronics"})"),
                 "promo_code: "));
    CHECK(begins(shop.refused(400, "GET", "/report?from=never"), "from: "));
    CHECK(begins(shop.refused(400, "POST", "/time", "{}"), "days: "));
    CHECK(begins(shop.refused(409, "POST", "/time", R"({"days":1})"), "time: "));
    CHECK(begins(shop.refused(404, "POST", "/nowhere", "{}"), "POST /nowhere: "));
    CHECK(shop.call("DELETE", "/customers").status == 404);
    CHECK(shop.call("POST", "/customers", "{").status == 400);
}

TEST_CASE("without its token the back office does nothing") {
    Office shop;
    const auto answer = shop.office.serve({"POST", "/customers", {}, R"({"name":"Anna"})"});
    CHECK(answer.status == 401);
    CHECK(shop.audit().customers == 0);
}

TEST_CASE("a card made in the back office buys, and blocked there it does not") {
    Office shop;
    const auto anna = shop.ok("POST", "/customers", R"({"name":"Anna","phone":"+77010000001"})");
    const auto card = shop.ok("POST", "/cards", R"({"phone":"+77010000001","kind":"telegram"})");
    const loyalty::Identity who = loyalty::ByCode{shop.text(card, "code")};
    done(shop.buy(who, roubles(1000)));
    shop.ok("POST", "/cards/block", R"({"code":")" + shop.text(card, "code") + R"("})");
    CHECK(test::refused(shop.buy(who, roubles(1000))).code == Errc::participant_blocked);
    shop.ok("POST", "/cards/block", R"({"blocked":false,"code":")" + shop.text(card, "code") + R"("})");
    done(shop.buy(who, roubles(1000)));
    shop.ok("POST", "/customers/block", R"({"phone":"+77010000001"})");
    CHECK(test::refused(shop.buy(who, roubles(1000))).code == Errc::participant_blocked);
    const auto shown = shop.ok("GET", "/customers?phone=%2B77010000001");
    CHECK(shown.find("cards")->items()->size() == 1);
    CHECK(*shown.find("blocked")->boolean());
}

TEST_CASE("imported contacts are counted apart until they register or buy") {
    Office shop;
    const auto imported =
        shop.ok("POST", "/customers/import",
                R"({"contacts":[{"phone":"+77010000001"},{"phone":"+77010000002","name":"B"},
                                      {"phone":"+77010000003"},{"phone":"+77010000001"}]})");
    CHECK(shop.digits(imported, "imported") == "3");
    CHECK(shop.digits(imported, "known") == "1");
    const auto customers = [&] { return *shop.ok("GET", "/report").find("customers"); };
    CHECK(shop.digits(customers(), "contacts") == "0");
    shop.ok("POST", "/customers", R"({"name":"Anna","phone":"+77010000001"})");
    done(shop.buy(Shop::phone("+77010000002"), roubles(100)));
    CHECK(shop.digits(customers(), "contacts") == "2");
    CHECK(shop.digits(customers(), "imported") == "1");
    const auto later = shop.ok("GET", "/report?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z");
    CHECK(shop.digits(*later.find("customers"), "contacts") == "2");
}

TEST_CASE("a receipt without a customer is stored once, however often a terminal posts it") {
    Office shop;
    const auto body = R"({"id":"r-1","total":445.01,"cashier":{"external_id":"k-1","name":"Olga"}})";
    CHECK(*shop.ok("POST", "/receipts", body).find("new")->boolean());
    CHECK_FALSE(*shop.ok("POST", "/receipts", body).find("new")->boolean());
    shop.ok("POST", "/receipts", R"({"id":"r-2","total":"100","created":"2026-01-14T10:00:00Z"})");
    const auto report = shop.ok("GET", "/report");
    CHECK(shop.digits(*report.find("purchases"), "without_card") == "2");
    CHECK(shop.digits(*report.find("purchases"), "without_card_turnover") == "545.01");
    const auto day = shop.ok("GET", "/report?from=2026-01-14T00:00:00Z&to=2026-01-15T00:00:00Z");
    CHECK(shop.digits(*day.find("purchases"), "without_card") == "1");
}

TEST_CASE("a cashier works at a branch, a purchase is rated and reviewed") {
    Office shop;
    const auto anna = shop.join("Anna");
    const auto cashier =
        shop.ok("POST", "/cashiers", R"({"external_id":"k-1","name":"Olga","branch":"Centre"})");
    CHECK(shop.text(cashier, "branch") == "Centre");
    CHECK(shop.ok("GET", "/cashiers").items()->size() == 1);
    CHECK(shop.ok("GET", "/branches").items()->size() == 1);
    const auto sale = done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    const auto body = R"({"operation":)" + std::to_string(sale.id.value) + R"(,"stars":5,"comment":"Good"})";
    shop.ok("POST", "/ratings", body);
    shop.ok("POST", "/ratings", body);
    CHECK(shop.ok("GET", "/ratings?max=5").items()->size() == 1);
    CHECK(shop.digits(*shop.ok("GET", "/report").find("ratings"), "reviews") == "1");
    const auto reversal = done(shop.refund(sale.id));
    shop.refused(404, "POST", "/ratings",
                 R"({"stars":5,"operation":)" + std::to_string(reversal.id.value) + "}");
}

TEST_CASE("retail: a prize draw gives its points to so many of a segment, each once") {
    Office shop{retail()};
    for (int i = 0; i < 10; ++i) shop.join("Someone");
    const auto drawn = shop.ok("POST", "/campaigns", R"({"name":"Draw","points":1000,"winners":3})");
    CHECK(drawn.find("winners")->items()->size() == 3);
    CHECK(shop.digits(drawn, "reached") == "3");
    shop.storage->read([](Transaction& db) { CHECK(db.ledger.balance(campaigns_account) == points(-3000)); });
    for (const auto& winner : *drawn.find("winners")->items())
        CHECK(shop.digits(shop.ok("GET", "/customers?uid=" + *winner.string()), "points") == "1500");
    const auto all = shop.ok("POST", "/campaigns", R"({"name":"Draw","points":1,"winners":99})");
    CHECK(shop.digits(all, "reached") == "10");
    shop.audit();
}

TEST_CASE(
    "electronics and retail: a campaign gives points to its segment only, and its promo code is a "
    "source of newcomers") {
    Office shop;
    const auto anna = shop.join("Anna");
    const auto boris = shop.join("Boris");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.now += std::chrono::days(30);
    const auto campaign = shop.ok("POST", "/campaigns",
                                  R"({"name":"May","message":"Come back","promo_code":"may","points":100,
                                      "segment":{"bought":true,"silent_days":30,"tier":"Silver"}})");
    CHECK(shop.digits(campaign, "reached") == "1");
    CHECK(shop.balance(anna) == points(610));
    CHECK(shop.balance(boris) == points(500));
    const auto news = shop.ok("POST", "/campaigns", R"({"name":"News","message":"Come!"})");
    CHECK(shop.digits(news, "selected") == "2");
    CHECK(shop.digits(news, "reached") == "0");  // no points, and no channel brings the message
    CHECK(shop.ok("GET", "/campaigns").items()->size() == 2);
    shop.ok("POST", "/customers", R"({"name":"Clara","promo_code":"may"})");
    CHECK(begins(shop.refused(409, "POST", "/campaigns", R"({"name":"June","promo_code":"may"})"),
                 "promo_code: "));
    CHECK(shop.ok("GET", "/sources").items()->size() >= 1);
    shop.audit();
}

TEST_CASE("virtual time goes forward day by day, and every day is swept") {
    Office shop{[] {
        auto programme = electronics();
        programme.win_back = WinBack{std::chrono::days(60), points(300), std::chrono::days(30)};
        return programme;
    }()};
    REQUIRE_FALSE(shop.service.use_virtual_time({}));
    const auto anna = shop.join("Anna");
    done(shop.buy(Shop::uid_of(anna), roubles(1000)));
    shop.ok("POST", "/time", R"({"days":60})");
    CHECK(shop.balance(anna) == points(810));
    const auto then = shop.ok("POST", "/time", R"({"days":30,"hours":1})");
    CHECK(shop.balance(anna) == points(510));
    CHECK(shop.text(then, "now") == "2026-04-15T01:00:00.000Z");
    CHECK(*shop.ok("GET", "/time").find("virtual")->boolean());
    shop.ok("POST", "/time", R"({"to":"2027-01-15T00:00:00Z"})");
    CHECK(shop.balance(anna) == Points());
    CHECK(begins(shop.refused(409, "POST", "/time", R"({"to":"2026-01-15T00:00:00Z"})"), "time: "));
    shop.audit();
}

TEST_CASE("virtual time never begins before what the database holds, and stays in the database") {
    Shop shop;
    shop.join("Anna");
    const auto early = shop.now - std::chrono::days(1);
    CHECK(shop.service.use_virtual_time(early)->code == Errc::out_of_range);
    CHECK_FALSE(shop.service.time_is_virtual());
    REQUIRE_FALSE(shop.service.use_virtual_time(shop.now + std::chrono::days(10)));
    CHECK(shop.service.now() == shop.now + std::chrono::days(10));
    const Service again(
        shop.programme, *shop.storage, 42, [&] { return shop.now; }, system_randomness());
    CHECK(again.now() == shop.service.now());
}

TEST_CASE("the back office refuses unknown paths, wrong bodies and a wrong token") {
    Office shop;
    const auto post = [&](const char* path, const char* body) {
        return shop.office.serve({"POST", path, {{"Authorization", "Bearer token"}}, body}).status;
    };
    CHECK(post("/nowhere", "{}") == 404);
    CHECK(post("/switches", R"({"order":"oldest"})") == 404);
    CHECK(post("/customers", "[]") == 400);
    CHECK(post("/customers", R"({"name":"A","phone":"12"})") == 400);
    CHECK(shop.office.serve({"GET", "/ledger", {{"Authorization", "Bearer other"}}, ""}).status == 401);
}

TEST_CASE("without the token the office says only that it lives, and only to a loopback host") {
    Office shop;
    for (int i = 0; i < 7; ++i) shop.service.count_request("GET /settings");
    const auto health = [&](HttpHeaders headers) {
        return shop.office.serve({"GET", "/health", std::move(headers), ""});
    };
    CHECK(health({{"Host", "127.0.0.1:8480"}}).body == "{\"status\":\"ok\"}\n");
    for (const auto* host : {"shop.example", "127.0.0.1.example:8480", ""})
        CHECK(health({{"Host", host}}).status == 401);
    CHECK(health({}).status == 401);
    CHECK(health({{"Host", "shop.example"}, {"Authorization", "Bearer token"}})
              .body.find("\"GET /settings\":7") != std::string::npos);
}

TEST_CASE("calls that another program adds are answered by it, with the credential only") {
    Shop shop;
    const BackOfficeExtension extension = [](const std::string& method, const std::string& path,
                                             const Json&) {
        const bool known = method == "GET" && path == "/switches";
        return known ? std::optional(HttpAnswer{200, {}, "on"}) : std::nullopt;
    };
    BackOffice office(shop.service, "token", extension);
    const auto get = [&](const char* path, const char* token) {
        return office.serve({"GET", path, {{"Authorization", token}}, ""}).status;
    };
    CHECK(get("/switches", "Bearer token") == 200);
    CHECK(get("/switches", "Bearer other") == 401);
    CHECK(get("/ledger", "Bearer token") == 200);
}
