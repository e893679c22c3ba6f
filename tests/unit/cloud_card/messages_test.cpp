#include <set>

#include "cloud/messages/delivery.hpp"
#include "cloud/messages/hook.hpp"
#include "cloud/messages/permission.hpp"
#include "cloud/messages/templates.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char* text) {
    return *parse_timestamp(text);
}

MessageRecord queued(MessagePurpose purpose = MessagePurpose::service) {
    MessageRecord record;
    record.id = 7;
    record.reference = "rate/1";
    record.purpose = purpose;
    record.channel = Channel::hook;
    record.address = "+77010000001";
    record.template_name = "code";
    record.values = {{"code", "123456"}};
    record.due = at("2026-01-15T12:00:00Z");
    return record;
}

std::set<std::string> holes(std::string_view text) {
    std::set<std::string> out;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1))
        out.emplace(text.substr(open, text.find('}', open) - open + 1));
    return out;
}

}  // namespace

TEST_CASE("every message template has a text in each language, with the same values") {
    for (const auto& each : message_templates()) {
        INFO(each.name);
        const auto wanted = holes(each.text.english);
        CHECK(holes(each.text.russian) == wanted);
        CHECK(holes(each.text.kazakh) == wanted);
        CHECK_FALSE(each.text.english.empty());
    }
    for (const auto* word : {"ru", "kk", "en"}) CHECK(name_of(language_named(word).value()) == word);
    CHECK_FALSE(language_named("de"));
}

TEST_CASE("a value stands in its place as it is, and is not read for values itself") {
    CHECK(filled("{shop}: {code}!", {{"shop", "A {code} B"}, {"code", "1"}}) == "A {code} B: 1!");
    CHECK(filled("{absent}x", {}) == "x");
    CHECK(filled("an open { brace", {}) == "an open { brace");
}

TEST_CASE("quiet hours go over midnight by the shop's clock and end in the morning") {
    const QuietHours almaty{21h, 9h, 5h};
    CHECK(quiet_until(almaty, at("2026-01-15T15:59:59Z")) == std::nullopt);
    CHECK(quiet_until(almaty, at("2026-01-15T16:00:00Z")) == at("2026-01-16T04:00:00Z"));
    CHECK(quiet_until(almaty, at("2026-01-15T20:00:00Z")) == at("2026-01-16T04:00:00Z"));
    CHECK(quiet_until(almaty, at("2026-01-16T03:59:59Z")) == at("2026-01-16T04:00:00Z"));
    CHECK(quiet_until(almaty, at("2026-01-16T04:00:00Z")) == std::nullopt);
    const QuietHours noon{12h, 14h, 0h};
    CHECK(quiet_until(noon, at("2026-01-15T13:00:00Z")) == at("2026-01-15T14:00:00Z"));
    CHECK(quiet_until(noon, at("2026-01-15T14:00:00Z")) == std::nullopt);
    CHECK(quiet_until({8h, 8h, 0h}, at("2026-01-15T08:00:00Z")) == std::nullopt);
}

TEST_CASE(
    "advertising needs consent, stays within the cap and waits for the morning; a code waits for nothing") {
    MessagePolicy policy;
    const auto night = at("2026-01-15T23:00:00Z");
    const auto morning = at("2026-01-16T09:00:00Z");
    using enum MessagePurpose;
    CHECK_FALSE(permission_of(advertising, Channel::telegram, {false, 0}, policy, night).allowed);
    CHECK_FALSE(permission_of(advertising, Channel::telegram, {true, 4}, policy, night).allowed);
    CHECK(permission_of(advertising, Channel::telegram, {true, 3}, policy, night) ==
          Permission{true, morning});
    CHECK(permission_of(advertising, Channel::app, {true, 3}, policy, night) == Permission{true});
    CHECK(permission_of(service, Channel::hook, {}, policy, night) == Permission{true, morning});
    CHECK(permission_of(code, Channel::hook, {}, policy, night) == Permission{true});
    CHECK(permission_of(reply, Channel::telegram, {}, policy, night) == Permission{true});
}

TEST_CASE("a message that is taken is delivered, and what confirmed a phone is kept no longer") {
    const auto now = at("2026-01-15T12:00:00Z");
    const auto sent = handed_over(queued(MessagePurpose::code), now);
    CHECK(sent.state == MessageState::sending);
    CHECK(sent.due == now + claim_time);
    const auto done = settled(sent, {SendOutcome::Kind::taken}, Repeatable::no, now);
    CHECK(done.state == MessageState::delivered);
    CHECK_FALSE(done.due);
    CHECK(done.values.empty());
    CHECK(
        settled(handed_over(queued(), now), {SendOutcome::Kind::taken}, Repeatable::no, now).values.size() ==
        1);
}

TEST_CASE("an unclear send is repeated only where the channel knows a repetition, a crash among them") {
    const auto now = at("2026-01-15T12:00:00Z");
    const SendOutcome unclear{SendOutcome::Kind::unclear, {}, "time-out"};
    const auto sent = handed_over(queued(), now);
    CHECK(settled(sent, unclear, Repeatable::yes, now).state == MessageState::queued);
    CHECK(settled(sent, unclear, Repeatable::no, now).state == MessageState::failed);
    CHECK(after_crash(sent, Repeatable::yes, now).state == MessageState::queued);
    CHECK(after_crash(sent, Repeatable::no, now).state == MessageState::failed);
    CHECK(settled(sent, {SendOutcome::Kind::unsent}, Repeatable::no, now).state == MessageState::queued);
}

TEST_CASE(
    "tries are counted, pauses grow, the sixth is the last, and a channel that asks to wait costs none") {
    auto now = at("2026-01-15T12:00:00Z");
    auto record = queued();
    std::vector<std::chrono::milliseconds> pauses;
    while (record.state != MessageState::failed) {
        record = settled(handed_over(record, now), {SendOutcome::Kind::unsent}, Repeatable::no, now);
        if (record.due) pauses.push_back(*record.due - now);
        now = record.due.value_or(now);
    }
    CHECK(record.tries == max_message_tries);
    CHECK(pauses == std::vector<std::chrono::milliseconds>{10s, 1min, 5min, 30min, 2h});
    const auto waits =
        settled(handed_over(queued(), now), {SendOutcome::Kind::busy, 17s}, Repeatable::no, now);
    CHECK(waits.tries == 0);
    CHECK(waits.due == now + 17s);
}

TEST_CASE("a message that would be too late at its next try is dropped") {
    const auto now = at("2026-01-15T12:00:00Z");
    auto record = queued(MessagePurpose::code);
    record.expires = now + 5s;
    const auto next = settled(handed_over(record, now), {SendOutcome::Kind::unsent}, Repeatable::yes, now);
    CHECK(next.state == MessageState::dropped);
    CHECK(next.values.empty());
    CHECK(is_too_late(record, now + 5s));
    CHECK_FALSE(is_too_late(record, now + 4s));
}

TEST_CASE("the hook is told what to send to whom, under the message's reference as idempotency key") {
    const auto request = hook_request(queued(MessagePurpose::code), "shop: 123456", "Bearer s");
    CHECK(request.target == "/messages");
    CHECK(header_of(request.headers, "Idempotency-Key") == "rate/1");
    CHECK(header_of(request.headers, "Authorization") == "Bearer s");
    const auto body = parse_json(request.body).value();
    CHECK(*body.find("to")->string() == "+77010000001");
    CHECK(*body.find("text")->string() == "shop: 123456");
    CHECK(*body.find("purpose")->string() == "code");
}

TEST_CASE("the hook's answers: taken, wait, never, and perhaps") {
    using Kind = SendOutcome::Kind;
    const auto outcome = [](int status, HttpHeaders headers = {}) {
        OutboundOutcome out;
        out.answer = HttpAnswer{status, std::move(headers), {}};
        return hook_outcome(out);
    };
    CHECK(outcome(202).kind == Kind::taken);
    CHECK(outcome(429, {{"Retry-After", "9"}}).wait == 9s);
    CHECK(outcome(429).kind == Kind::busy);
    CHECK(outcome(404).kind == Kind::refused);
    CHECK(outcome(302).kind == Kind::refused);
    CHECK(outcome(500).kind == Kind::unclear);
    OutboundOutcome nobody;
    CHECK(hook_outcome(nobody).kind == Kind::unsent);
    nobody.reached = true;
    CHECK(hook_outcome(nobody).kind == Kind::unclear);
}
