#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

constexpr Role all_roles[] = {Role::owner, Role::manager, Role::marketer, Role::accountant, Role::employee};

/// A shop whose database holds every kind of secret, and somebody of each role.
struct SecretDesk : ConsoleDesk {
    SecretDesk() {
        service.service_info().customer_secret = "marker-of-the-customer-secret";
        const auto customer = join("Anna", "+77010000001");
        participant = std::to_string(1'100'000'000'000 + customer.id.value);
        storage->transact([&](Transaction& db) {
            db.confirmations.set_pin({customer.id, "marker-of-a-pin", now});
            db.cards.set_code({"marker-of-a-phone", "marker-of-a-code", now + std::chrono::hours(1), 0});
            db.cards.add_session({"marker-of-a-session", "+77010000001", "marker-of-a-page-token", now, now});
        });
        for (const auto role : all_roles)
            people.emplace_back(role, somebody(std::string(word_of(role)).c_str(), role));
        const auto& owner = people.front().second;
        draw = number_in(post(owner, "/draws/arrange",
                              R"({"name":"May","key":"k","winners":1,"prize":"nothing","message":"Won"})"),
                         "draw");
        instruction = number_in(
            post(
                owner, "/training/write",
                R"({"title":"Till","body":"Read","test":{"questions":[{"text":"Q?","answers":[)"
                R"({"text":"Yes","right":true},{"text":"No"}]}],"pass_mark":1,"tries_a_day":2,"valid_months":1}})"),
            "instruction");
        storage->read([&](Transaction& db) {
            seed = db.draws.find(std::stoll(draw))->seed;
            for (const auto& person : db.people.all()) digests.push_back(person.password);
        });
    }

    std::string number_in(const HttpAnswer& answer, const char* key) {
        return ok(answer).find(key)->number()->digits;
    }
    /// Of the caller's own session the page has the token, and nobody else's.
    std::vector<std::string> secrets_from(const Browser& caller) const {
        std::vector<std::string> out{"marker-of", secret, seed, "argon2"};
        out.insert(out.end(), digests.begin(), digests.end());
        for (const auto& [role, other] : people) {
            out.push_back(other.cookie.substr(other.cookie.find('=') + 1));
            if (other.token != caller.token) out.push_back(other.token);
        }
        return out;
    }
    /// Every name that some call reads, with a value that leads somewhere.
    std::string query() const {
        return "?instruction=" + instruction + "&draw=" + draw + "&kind=json&line=with_card&month=2026-01";
    }
    std::string body() const {
        return R"({"participant":)" + participant + R"(,"person":999,"instruction":)" + instruction +
               R"(,"version":1,"draw":)" + draw + R"(,"text":"Anna","segment":{},"reason":"asked for"})";
    }

    std::string participant, draw, instruction, seed;
    std::vector<std::string> digests;
    std::vector<std::pair<Role, Browser>> people;
};

}  // namespace

TEST_CASE(
    "no answer of any console call to any role holds a digest, a second factor's secret, another's session, "
    "a one-time code, a PIN or the seed of a draw that is to come") {
    SecretDesk desk;
    int answered = 0;
    for (const auto& route : console_routes()) {
        // They end the sessions that the others need, or make one.
        if (route.path == "/sign-out" || route.path == "/sign-in" || route.path == "/password") continue;
        const auto path = std::string(route.path);
        for (const auto& [role, browser] : desk.people) {
            INFO(route.method << " " << path << " by " << word_of(role));
            const auto answer = route.method == "GET" ? desk.get(browser, path + desk.query())
                                                      : desk.post(browser, path, desk.body());
            answered += answer.status == 200 ? 1 : 0;
            for (const auto& marker : desk.secrets_from(browser)) {
                INFO(marker);
                CHECK(answer.body.find(marker) == std::string::npos);
            }
            const bool may_write = role == Role::owner;
            if (!may_write) CHECK(answer.body.find(R"("right":true)") == std::string::npos);
        }
    }
    // Most calls really answered, so that this could fail.
    CHECK(answered >= 80);
}
