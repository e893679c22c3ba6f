#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("a person signs in with password and code, and the cookie is for this server and no script") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    const auto answer = desk.sign_in_as("anna", ConsoleDesk::password, desk.next_code());
    const auto cookie = std::string(header_of(answer.headers, "Set-Cookie"));
    CHECK(cookie.starts_with("tillpoints-console="));
    CHECK(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    CHECK(header_of(answer.headers, "Cache-Control") == "no-store");
    const auto browser = ConsoleDesk::browser_of(answer);
    const auto session = desk.ok(desk.get(browser, "/session"));
    CHECK(*session.find("person")->find("role")->string() == "owner");
    CHECK(desk.ok(desk.get({}, "/session")).find("person")->is_null());
    desk.ok(desk.post(browser, "/sign-out", "{}"));
    CHECK(desk.get(browser, "/people").status == 401);
    CHECK(desk.actions() == std::vector<std::string>{"signed_in"});
}

TEST_CASE("over TLS the cookie is bound to the exact host") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    Console secure(
        desk.service, [&] { return desk.real; }, page_origin(true, "192.0.2.7", 8490, {"shop.example"}), "");
    const auto code = desk.next_code();
    const auto answer =
        secure
            .serve({"POST",
                    "/console/api/sign-in",
                    {{"Host", "shop.example:8490"},
                     {"Origin", "https://shop.example:8490"},
                     {"Content-Type", "application/json"}},
                    R"({"login":"anna","password":"correct horse battery","code":")" + code + R"("})"})
            .answer;
    const auto cookie = std::string(header_of(answer.headers, "Set-Cookie"));
    CHECK(cookie.starts_with("__Host-tillpoints-console="));
    CHECK(cookie.find("; Secure") != std::string::npos);
}

TEST_CASE(
    "nobody is told whether the login, the password or the code was wrong, or whether anybody has the "
    "login") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    const auto right = desk.next_code();
    const auto wrong_password = desk.sign_in_as("anna", "wrong horse battery", right);
    const auto wrong_code = desk.sign_in_as("anna", ConsoleDesk::password, "000000");
    const auto unknown = desk.sign_in_as("nobody", ConsoleDesk::password, right);
    CHECK(wrong_password.status == 401);
    CHECK(wrong_password.body == wrong_code.body);
    CHECK(wrong_password.body == unknown.body);
    CHECK(wrong_password.headers == unknown.headers);
    CHECK(desk.actions() == std::vector<std::string>(3, "sign_in_refused"));
}

TEST_CASE(
    "an unknown login waits after wrong tries exactly as a known one, and another login is not kept "
    "waiting") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    for (const auto* login : {"anna", "nobody"}) {
        std::vector<int> statuses;
        for (int i = 0; i < 4; ++i)
            statuses.push_back(desk.sign_in_as(login, "wrong horse battery", "").status);
        CHECK(statuses == std::vector{401, 401, 401, 429});
    }
    const auto refused = desk.sign_in_as("anna", ConsoleDesk::password, desk.next_code());
    CHECK(refused.status == 200);  // the code took half a minute, the wait only five seconds
    CHECK(desk.sign_in_as("anna", "wrong horse battery", "").status == 401);
    desk.person("boris", Role::marketer);
    desk.signed_in("boris");
}

TEST_CASE("a right password does not pass while its login has to wait, and says how long that is") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    for (int i = 0; i < 3; ++i) desk.sign_in_as("anna", "wrong horse battery", "");
    const auto code = *totp_code(ConsoleDesk::secret, desk.real.time_since_epoch() / seconds(30));
    const auto refused = desk.sign_in_as("anna", ConsoleDesk::password, code);
    CHECK(refused.status == 429);
    CHECK(header_of(refused.headers, "Retry-After") == "5");
    desk.real += seconds(5);
    CHECK(desk.sign_in_as("anna", ConsoleDesk::password, code).status == 200);
}

TEST_CASE("who tries many logins waits, too") {
    ConsoleDesk desk;
    int refused = 0;
    for (int i = 0; i < 60; ++i)
        if (desk.sign_in_as("login" + std::to_string(i), "wrong horse battery", "").status == 429) ++refused;
    CHECK(refused == 30);
    std::int64_t rows = 0;
    desk.storage->transact([&](Transaction& db) {
        for (int i = 0; i < 60; ++i) rows += db.people.lock_tries("login/" + std::to_string(i)).count;
        CHECK(db.people.lock_tries("everybody").count == 30);
    });
}

TEST_CASE("a code of the second factor signs in once") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    const auto code = desk.next_code();
    CHECK(desk.sign_in_as("anna", ConsoleDesk::password, code).status == 200);
    CHECK(desk.sign_in_as("anna", ConsoleDesk::password, code).status == 401);
}

TEST_CASE("a session that a browser brings along is not taken over by a sign-in, and ends with it") {
    ConsoleDesk desk;
    desk.person("anna", Role::owner);
    desk.person("mallory", Role::marketer);
    const auto planted = desk.signed_in("mallory");
    const auto answer = desk.sign_in_as("anna", ConsoleDesk::password, desk.next_code(), planted);
    const auto browser = ConsoleDesk::browser_of(answer);
    CHECK(browser.cookie != planted.cookie);
    CHECK(desk.get(planted, "/session").body.find("mallory") == std::string::npos);
    const Browser invented{"tillpoints-console=" + std::string(64, 'a'), ""};
    CHECK(desk.sign_in_as("anna", ConsoleDesk::password, desk.next_code(), invented).status == 200);
    CHECK(desk.get(invented, "/people").status == 401);
}

TEST_CASE("a session ends after half an hour without use, and after twelve hours whatever is done") {
    ConsoleDesk desk;
    const auto browser = desk.somebody("anna", Role::owner);
    desk.real += minutes(29);
    CHECK(desk.get(browser, "/people").status == 200);
    desk.real += minutes(29);
    CHECK(desk.get(browser, "/people").status == 200);
    desk.real += minutes(31);
    CHECK(desk.get(browser, "/people").status == 401);
    const auto again = desk.signed_in("anna");
    for (int i = 0; i < 12 * 3; ++i) {
        CHECK(desk.get(again, "/people").status == 200);
        desk.real += minutes(20);
    }
    desk.real += seconds(1);
    CHECK(desk.get(again, "/people").status == 401);
}

TEST_CASE("the database holds neither a session's id nor a password") {
    ConsoleDesk desk;
    const auto browser = desk.somebody("anna", Role::owner);
    const auto id = browser.cookie.substr(browser.cookie.find('=') + 1);
    desk.storage->read([&](Transaction& db) {
        CHECK_FALSE(db.people.find_session(id));
        CHECK(db.people.find_by_login("anna")->password.find("horse") == std::string::npos);
    });
}

TEST_CASE(
    "a person with a given password does nothing before it is changed and the second factor is set up") {
    ConsoleDesk desk;
    const auto owner = desk.somebody("anna", Role::owner);
    const auto made =
        desk.ok(desk.post(owner, "/people/add", R"({"login":"boris","name":"Boris","role":"owner"})"));
    const auto given = *made.find("password")->string();
    auto boris = ConsoleDesk::browser_of(desk.sign_in_as("boris", given, ""));
    const auto missing = [&] {
        return *desk.ok(desk.get(boris, "/session")).find("person")->find("missing")->string();
    };
    CHECK(missing() == "password");
    CHECK(ConsoleDesk::code_in(desk.get(boris, "/people")) == "not_ready");
    const auto change = [&](const std::string& before, const std::string& wanted) {
        return desk.post(boris, "/password", R"({"old":")" + before + R"(","new":")" + wanted + R"("})");
    };
    CHECK(ConsoleDesk::code_in(change(given, "short")) == "weak_password");
    CHECK(ConsoleDesk::code_in(change(given, given)) == "same_password");
    CHECK(ConsoleDesk::code_in(change("not the given one", "another long one")) == "old_password_wrong");
    const auto before = boris;
    boris = ConsoleDesk::browser_of(change(given, "another long one"));
    CHECK(desk.post(before, "/sign-out", "{}").status == 401);
    CHECK(missing() == "second_factor");
    CHECK(ConsoleDesk::code_in(desk.get(boris, "/people")) == "not_ready");
    CHECK(ConsoleDesk::code_in(desk.post(boris, "/second-factor/confirm", R"({"code":"000000"})")) ==
          "wrong_code");
    const auto offer = desk.ok(desk.post(boris, "/second-factor/offer", "{}"));
    CHECK(offer.find("qr")->items()->size() > 20);
    const auto code = *totp_code(*offer.find("secret")->string(), desk.real.time_since_epoch() / seconds(30));
    desk.ok(desk.post(boris, "/second-factor/confirm", R"({"code":")" + code + R"("})"));
    CHECK(desk.get(boris, "/people").status == 200);
    CHECK(ConsoleDesk::code_in(desk.post(boris, "/second-factor/offer", "{}")) == "set_up_already");
    CHECK(desk.sign_in_as("boris", "another long one", "").status == 401);
}

TEST_CASE("a person who is blocked, reset or signed out loses every session at once") {
    ConsoleDesk desk;
    const auto owner = desk.somebody("anna", Role::owner);
    const auto boris = desk.person("boris", Role::marketer);
    const auto body = R"({"person":)" + std::to_string(boris.id);
    for (const auto* call : {"/people/block", "/people/reset", "/people/sign-out"}) {
        INFO(call);
        desk.storage->transact([&](Transaction& db) { db.people.update(boris); });
        const auto browser = desk.signed_in("boris");
        CHECK(desk.ok(desk.get(browser, "/session")).find("person")->members());
        desk.ok(desk.post(owner, call, body + "}"));
        CHECK(desk.ok(desk.get(browser, "/session")).find("person")->is_null());
    }
    desk.ok(desk.post(owner, "/people/block", body + "}"));
    CHECK(desk.sign_in_as("boris", ConsoleDesk::password, desk.next_code()).status == 401);
    desk.ok(desk.post(owner, "/people/block", body + R"(,"blocked":false})"));
    desk.storage->transact([&](Transaction& db) { db.people.update(boris); });
    desk.signed_in("boris");
}

TEST_CASE("the last owner who could sign in is not blocked") {
    ConsoleDesk desk;
    const auto anna = desk.person("anna", Role::owner);
    const auto owner = desk.signed_in("anna");
    const auto body = R"({"person":)" + std::to_string(anna.id) + "}";
    CHECK(ConsoleDesk::code_in(desk.post(owner, "/people/block", body)) == "last_owner");
    desk.person("second", Role::owner);
    desk.ok(desk.post(owner, "/people/block", body));
}

TEST_CASE("the audit log names who did what, by ids, and holds no login and no name") {
    ConsoleDesk desk;
    const auto owner = desk.somebody("anna", Role::owner);
    desk.ok(desk.post(owner, "/people/add", R"({"login":"boris","name":"Boris","role":"marketer"})"));
    desk.storage->read([&](Transaction& db) {
        const auto log = db.people.actions({}, 10);
        REQUIRE(log.size() == 2);
        CHECK(log[0].action == "person_added");
        CHECK(log[0].person == 1);
        CHECK(log[0].subject == "person/2");
        CHECK(log[0].detail == "marketer");
    });
    const auto shown = desk.ok(desk.get(owner, "/actions"));
    CHECK(shown.find("actions")->items()->size() == 2);
    CHECK(desk.ok(desk.get(owner, "/actions?before=2")).find("actions")->items()->size() == 1);
}
