#pragma once
#include "cloud/console/console.hpp"
#include "cloud/people/password.hpp"
#include "cloud/people/totp.hpp"
#include "picture_folder.hpp"
#include "shop.hpp"

namespace tillpoints::cloud::test {

/// A connection that keeps what is sent on it.
class KeptReply : public ReplyChannel {
  public:
    explicit KeptReply(bool wants_body) : wants_body_(wants_body) {}
    void send(const HttpAnswer& answer) override {
        write(bytes_of(answer), [this] { go_on(); });
    }
    std::string bytes_of(const HttpAnswer& answer) override {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" +
               (wants_body_ ? answer.body : "");
    }
    void write(std::string bytes, std::function<void()> written) override {
        sent += bytes;
        ++writes;
        written();
    }
    void go_on() override { whole = true; }
    void end() override { whole = true; }
    void close() override {}

    std::string sent;
    int writes = 0;
    bool whole = false;

  private:
    bool wants_body_;
};

/// The answer with its whole body, also where it is sent in pieces.
inline HttpAnswer whole_answer(Reply reply) {
    if (!reply.transmission) return reply.answer;
    const auto channel = std::make_shared<KeptReply>(true);
    reply.transmission(channel, reply.answer);
    REQUIRE(channel->whole);
    reply.answer.body = channel->sent.substr(channel->sent.find("\r\n\r\n") + 4);
    CHECK(channel->sent.find("Content-Length: " + std::to_string(reply.answer.body.size()) + "\r\n") !=
          std::string::npos);
    return reply.answer;
}

/// A person's browser at the console of a shop.
struct Browser {
    std::string cookie;
    std::string token;
};

/// A shop with a console, and people who sign in to it. The clock of people is real time, which a test sets.
struct ConsoleDesk : Shop {
    using Shop::Shop;
    Timestamp real{std::chrono::sys_days(std::chrono::year(2026) / 2 / 1)};
    PictureFolder pictures;
    Console console{service, [this] { return real; }, page_origin(false, "127.0.0.1", 8490, {}), "",
                    ConsoleRules{Points(1000'00), {}, {}, "/tmp", pictures.path}};

    static constexpr auto password = "correct horse battery";
    static constexpr auto secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// Somebody who has set everything up.
    PersonRecord person(const char* login, Role role) {
        static const auto hash = hash_password(password, system_randomness());
        PersonRecord record;
        record.login = login;
        record.name = std::string("<b>") + login + "</b>";
        record.role = role;
        record.password = hash;
        record.totp = secret;
        record.created = real;
        storage->transact([&](Transaction& db) {
            if (role == Role::manager) record.branch = db.staff.find_or_add_branch("Centre");
            if (role == Role::employee) record.cashier = db.staff.find_or_add_cashier({"till-1", "Clerk"});
            record.id = *db.people.add(record);
        });
        return record;
    }

    /// Each code of the second factor counts once, so that a sign-in takes half a minute.
    std::string next_code() {
        real += std::chrono::seconds(30);
        return *totp_code(secret,
                          std::chrono::floor<std::chrono::seconds>(real).time_since_epoch().count() / 30);
    }

    HttpAnswer sign_in_as(const std::string& login, const std::string& with, const std::string& code,
                          const Browser& browser = {}) {
        return post(browser, "/sign-in",
                    R"({"login":")" + login + R"(","password":")" + with + R"(","code":")" + code + R"("})");
    }

    Browser signed_in(const std::string& login) {
        const auto answer = sign_in_as(login, password, next_code());
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return browser_of(answer);
    }

    static Browser browser_of(const HttpAnswer& answer) {
        const auto cookie = std::string(header_of(answer.headers, "Set-Cookie"));
        const auto person = *parse_json(answer.body).value().find("person");
        return {cookie.substr(0, cookie.find(';')), *person.find("token")->string()};
    }

    Browser somebody(const char* login, Role role) {
        person(login, role);
        return signed_in(login);
    }

    HttpAnswer send(const Browser& browser, const std::string& method, const std::string& path,
                    const std::string& body = {}, HttpHeaders more = {}) {
        HttpRequest request{method, "/console/api" + path, std::move(more), body};
        const auto add = [&](const char* name, const std::string& value) {
            if (header_of(request.headers, name).empty()) request.headers.emplace_back(name, value);
        };
        add("Host", "127.0.0.1:8490");
        if (!browser.cookie.empty()) add("Cookie", browser.cookie);
        if (method == "POST") {
            add("Content-Type", "application/json");
            add("Origin", "http://127.0.0.1:8490");
            add("Tillpoints-Page-Token", browser.token);
        }
        return whole_answer(console.serve(request));
    }
    HttpAnswer post(const Browser& browser, const std::string& path, const std::string& body) {
        return send(browser, "POST", path, body);
    }
    HttpAnswer upload(const Browser& browser, const std::string& bytes, const char* type = "image/png") {
        return send(browser, "POST", "/pictures", bytes, {{"Content-Type", type}});
    }
    HttpAnswer get(const Browser& browser, const std::string& path) { return send(browser, "GET", path); }

    static std::string code_in(const HttpAnswer& answer) {
        const auto json = parse_json(answer.body).value();
        const auto* error = json.find("error");
        return error ? *error->find("code")->string() : "";
    }
    Json ok(const HttpAnswer& answer) {
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return parse_json(answer.body).value();
    }
    std::vector<std::string> actions() {
        std::vector<std::string> out;
        storage->read([&](Transaction& db) {
            for (const auto& one : db.people.actions({}, 100)) out.push_back(one.action);
        });
        return out;
    }
};

}  // namespace tillpoints::cloud::test
