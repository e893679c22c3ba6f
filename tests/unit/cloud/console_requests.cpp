#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

constexpr Role roles[] = {Role::owner, Role::manager, Role::marketer, Role::accountant, Role::employee};

}  // namespace

TEST_CASE(
    "every call of the console is refused to every role that its row does not name, and to nobody else") {
    ConsoleDesk desk;
    std::vector<std::pair<Role, Browser>> people;
    for (const auto role : roles)
        people.emplace_back(role, desk.somebody(std::string(word_of(role)).c_str(), role));
    int refused = 0;
    for (const auto& route : console_routes()) {
        if (route.roles == nobody || route.path == "/sign-out" || route.path == "/password") continue;
        INFO(route.method << " " << route.path);
        const auto method = std::string(route.method);
        const auto path = std::string(route.path);
        CHECK(ConsoleDesk::code_in(desk.send({}, method, path, "{}")) == "not_signed_in");
        for (const auto& [role, browser] : people) {
            INFO(word_of(role));
            const auto code = ConsoleDesk::code_in(desk.send(browser, method, path, "{}"));
            const bool may = (route.roles & of_role(role)) != 0;
            CHECK((code == "wrong_role") == !may);
            CHECK(code != "not_ready");
            refused += may ? 0 : 1;
        }
    }
    CHECK(refused >= 50);
}

TEST_CASE("a call that changes something wants the token of the page, and one of another session is not it") {
    ConsoleDesk desk;
    const auto anna = desk.somebody("anna", Role::owner);
    const auto boris = desk.somebody("boris", Role::owner);
    for (const auto& route : console_routes()) {
        if (route.method == "GET" || route.roles == nobody) continue;
        INFO(route.path);
        const auto path = std::string(route.path);
        for (const auto& token : {std::string(), boris.token, anna.token.substr(1)})
            CHECK(ConsoleDesk::code_in(desk.post({anna.cookie, token}, path, "{}")) == "wrong_page_token");
    }
    CHECK(desk.get({anna.cookie, ""}, "/people").status == 200);
}

TEST_CASE("another site's page gets no answer, whatever cookie the browser sends with it") {
    ConsoleDesk desk;
    const auto anna = desk.somebody("anna", Role::owner);
    const auto code = [&](const std::string& method, HttpHeaders headers) {
        return ConsoleDesk::code_in(
            desk.send(anna, method, method == "GET" ? "/people" : "/people/add", "{}", std::move(headers)));
    };
    for (const auto* method : {"GET", "POST"}) {
        CHECK(code(method, {{"Origin", "https://evil.example"}}) == "foreign_page");
        CHECK(code(method, {{"Origin", "http://127.0.0.1:8491"}}) == "foreign_page");
        CHECK(code(method, {{"Origin", "null"}}) == "foreign_page");
        CHECK(code(method, {{"Sec-Fetch-Site", "cross-site"}}) == "foreign_page");
        CHECK(code(method, {{"Sec-Fetch-Site", "same-site"}}) == "foreign_page");
        CHECK(code(method, {{"Host", "evil.example:8490"}}) == "foreign_host");
        CHECK(code(method, {{"Host", "127.0.0.1.evil.example:8490"}}) == "foreign_host");
        CHECK(code(method, {{"Host", "127.0.0.1:8491"}}) == "foreign_host");
    }
    CHECK(code("POST", {{"Content-Type", "text/plain"}}) == "wrong_type");
    CHECK(desk.send(anna, "GET", "/people", "", {{"Host", "LOCALHOST:8490"}}).status == 200);
    CHECK(desk.send(anna, "OPTIONS", "/people").status == 404);
}

TEST_CASE("no answer of the console allows another origin, may be framed, guessed at or kept") {
    ConsoleDesk desk;
    const auto anna = desk.somebody("anna", Role::owner);
    for (const auto& answer :
         {desk.get(anna, "/people"), desk.get({}, "/people"), desk.get(anna, "/nowhere"),
          desk.console.serve({"GET", "/console/", {{"Host", "127.0.0.1:8490"}}, {}}).answer}) {
        CHECK(header_of(answer.headers, "Access-Control-Allow-Origin").empty());
        CHECK(header_of(answer.headers, "X-Content-Type-Options") == "nosniff");
        CHECK(header_of(answer.headers, "Content-Security-Policy").find("frame-ancestors 'none'") !=
              std::string_view::npos);
        CHECK(header_of(answer.headers, "Cache-Control") == "no-store");
    }
}

TEST_CASE("a foreign request is refused by its head, before its body is read") {
    ConsoleDesk desk;
    const auto refused = desk.console.admit({"POST", "/console/api/sign-in", {{"Host", "evil.example"}}, {}});
    CHECK(refused.refused);
    CHECK(refused.reply_unread().answer.status == 403);
    const auto taken = desk.console.admit({"POST",
                                           "/console/api/sign-in",
                                           {{"Host", "localhost:8490"}, {"Content-Type", "application/json"}},
                                           {}});
    CHECK_FALSE(taken.refused);
    CHECK(taken.body_limit == 65'536);
}

TEST_CASE("hostile bodies and ids of the console are refused with what is wrong") {
    ConsoleDesk desk;
    const auto anna = desk.somebody("anna", Role::owner);
    for (const auto* body :
         {"", "{", "[]", "null", R"({"person":"1"})", R"({"person":-1})", R"({"person":1e300})"})
        CHECK(desk.post(anna, "/people/block", body).status == 400);
    CHECK(desk.post(anna, "/people/block", R"({"person":999})").status == 404);
    CHECK(desk.get(anna, "/actions?before=x").status == 400);
    CHECK(desk.get(anna, "/people/../people").status == 404);
    for (const auto* body :
         {R"({"login":"x y","name":"A","role":"owner"})", R"({"login":"boris","name":"","role":"owner"})",
          R"({"login":"boris","name":"A","role":"manager"})",
          R"({"login":"boris","name":"A","role":"manager","branch":77})",
          R"({"login":"boris","name":"A","role":"employee","cashier":77})"})
        CHECK(desk.post(anna, "/people/add", body).status == 400);
    CHECK(desk.post(anna, "/people/add", R"({"login":"anna","name":"A","role":"owner"})").status == 409);
}

TEST_CASE("a call that fails inside tells the browser nothing of why") {
    ConsoleDesk desk;
    Console failing(
        desk.service,
        []() -> Timestamp { throw std::runtime_error("the database /srv/books/cloud.db: disk I/O error"); },
        page_origin(false, "127.0.0.1", 8490, {}), "");
    const auto answer =
        failing.serve({"GET", "/console/api/session", {{"Host", "127.0.0.1:8490"}}, ""}).answer;
    CHECK(answer.status == 500);
    CHECK(answer.body.find("cloud.db") == std::string::npos);
}
