#include "cloud/push/push_message.hpp"

#include <catch2/catch.hpp>

#include "cloud/keys/base64.hpp"
#include "protocol/json.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace std::chrono_literals;
using Kind = SendOutcome::Kind;

namespace {

OutboundOutcome answered(int status, HttpHeaders headers = {}) {
    return {HttpAnswer{status, std::move(headers), {}}, false, true, {}};
}

MessageRecord told(const std::string& text) {
    MessageRecord record;
    record.id = 77;
    record.template_name = "campaign";
    record.language = loyalty::Language::kazakh;
    record.values = {{"text", text}};
    return record;
}

std::string shown(const std::string& json, const char* key) {
    return *parse_json(json).value().find(key)->string();
}

}  // namespace

TEST_CASE("an answer of a push service says whether a message was taken, comes again, or never will") {
    CHECK(push_outcome(answered(201)).kind == Kind::taken);
    CHECK(push_outcome(answered(202)).kind == Kind::taken);
    for (const int status : {404, 410}) {
        CHECK(is_gone(answered(status)));
        CHECK(push_outcome(answered(status)).kind == Kind::unsent);
    }
    for (const int status : {301, 400, 401, 403, 413}) {
        CHECK_FALSE(is_gone(answered(status)));
        CHECK(push_outcome(answered(status)).kind == Kind::refused);
    }
    CHECK(push_outcome(answered(429)).wait == 60s);
    CHECK(push_outcome(answered(429, {{"Retry-After", "120"}})).wait == 120s);
    CHECK(push_outcome(answered(503, {{"Retry-After", "999999"}})).wait == 1h);
    CHECK(push_outcome(answered(500, {{"Retry-After", "5"}})).kind == Kind::busy);
    CHECK(push_outcome(answered(500)).kind == Kind::unclear);
    CHECK(push_outcome(answered(408)).kind == Kind::unclear);
    CHECK(push_outcome({{}, true, true, "no answer in time"}).kind == Kind::unclear);
    CHECK(push_outcome({{}, false, false, "connecting: refused"}).kind == Kind::unsent);
    CHECK_FALSE(is_gone({{}, true, true, {}}));
}

TEST_CASE(
    "a browser whose push service refuses the shop's key keeps no other of the customer from being told") {
    for (const int status : {401, 403}) CHECK(refuses_shop(answered(status)));
    for (const int status : {201, 400, 410, 500}) CHECK_FALSE(refuses_shop(answered(status)));
    CHECK_FALSE(refuses_shop({{}, false, false, "connecting: refused"}));
    PushSubscription older, newer;
    older.id = 1;
    newer.id = 2;
    const std::vector browsers{newer, older};
    CHECK(browser_to_tell(browsers, {}) == newer);
    CHECK(browser_to_tell(browsers, {2}) == older);
    CHECK(browser_to_tell(browsers, {1, 2}) == newer);
    CHECK_FALSE(browser_to_tell({}, {2}));
}

TEST_CASE(
    "a notification has the message's id, the shop and the text, shortened to what push services take") {
    const auto text = push_text(told("Жаңа ұсыныс <b>\"\n\x01!"), "Дүкен");
    CHECK(parse_json(text).value().find("id")->number()->digits == "77");
    CHECK(shown(text, "title") == "Дүкен");
    CHECK(shown(text, "text") == "Жаңа ұсыныс <b>\"\n !");
    CHECK(shown(text, "language") == "kk");
    for (const auto* letter : {"ы", "\"", "\n", "\x01", "x"}) {
        std::string longest;
        for (int i = 0; i < 5000; ++i) longest += letter;
        const auto cut = push_text(told(longest), longest);
        CHECK(cut.size() <= longest_push_text);
        CHECK(shown(cut, "text").ends_with("…"));
    }
}

TEST_CASE("a browser's keys are a point of the curve and sixteen bytes") {
    PushSubscription keys;
    keys.public_key = base64url_of(public_point(new_push_key().get()));
    keys.secret = base64url_of(std::string(16, 's'));
    CHECK(are_push_keys(keys));
    auto wrong = keys;
    wrong.secret = base64url_of(std::string(15, 's'));
    CHECK_FALSE(are_push_keys(wrong));
    wrong = keys;
    wrong.public_key[10] = wrong.public_key[10] == 'A' ? 'B' : 'A';
    CHECK_FALSE(are_push_keys(wrong));
    wrong.public_key = "no base64!";
    CHECK_FALSE(are_push_keys(wrong));
}
