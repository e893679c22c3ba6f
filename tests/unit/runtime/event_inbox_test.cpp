#include "plugin/runtime/event_inbox.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "protocol/json.hpp"
#include "protocol/till/events.hpp"

namespace tillpoints {
namespace {

using Moment = EventInbox::Moment;
using Refusal = EventInbox::Refusal;

Moment at(int milliseconds) {
    return Moment() + std::chrono::milliseconds(milliseconds);
}

/// Replies as they come, each with the text of its event.
struct Replies {
    std::vector<std::string> texts;

    EventInbox::One event(const std::string& text, Moment due) {
        return {std::make_shared<SubmittedEvent>(text, text.size(), due, [this, text](std::string_view json) {
            texts.push_back(text + (json.find("not_stored") != json.npos ? " not stored" : " answered"));
        })};
    }
};

}  // namespace

TEST_CASE("an event that nobody answers is answered not_stored when its deadline passes, taken or not") {
    Replies replies;
    EventInbox inbox(10);
    CHECK(inbox.next_due() == Moment::max());
    inbox.put(replies.event("taken", at(30)));
    inbox.put(replies.event("waiting", at(20)));
    inbox.put(replies.event("late", at(50)));
    REQUIRE(inbox.take() != nullptr);
    CHECK(inbox.next_due() == at(20));
    inbox.refuse_overdue(at(19));
    CHECK(replies.texts.empty());
    inbox.refuse_overdue(at(30));
    CHECK(replies.texts == std::vector<std::string>{"taken not stored", "waiting not stored"});
    CHECK(inbox.next_due() == at(50));
    // The event that was refused while it waited is not processed any more.
    const auto next = inbox.take();
    REQUIRE(next != nullptr);
    CHECK(next->take_text() == "late");
    next->answer("{}");
    inbox.refuse_overdue(at(60));
    CHECK(replies.texts.size() == 3);
}

TEST_CASE("an event is answered once: what comes after its refusal is dropped") {
    Replies replies;
    EventInbox inbox(10);
    inbox.put(replies.event("a", at(10)));
    const auto event = inbox.take();
    inbox.refuse_taken(Refusal::not_stored);
    event->answer(R"({"status":"ok"})");
    CHECK(replies.texts == std::vector<std::string>{"a not stored"});
}

TEST_CASE(
    "events beyond the bound are refused as busy until one is taken, and none is taken in after closing") {
    Replies replies;
    EventInbox inbox(2);
    CHECK(inbox.put(replies.event("a", at(10))) == Submitted::taken);
    CHECK(inbox.put(replies.event("b", at(10))) == Submitted::taken);
    CHECK(inbox.put(replies.event("c", at(10))) == Submitted::busy);
    REQUIRE(inbox.take() != nullptr);
    CHECK(inbox.put(replies.event("c", at(10))) == Submitted::taken);
    inbox.close();
    CHECK(inbox.put(replies.event("d", at(10))) == Submitted::stopping);
    inbox.refuse_all(Refusal::shutting_down);
    CHECK(replies.texts == std::vector<std::string>{"a answered", "b answered", "c answered"});
}

TEST_CASE("a refusal that needs no memory is the reply that is made with memory") {
    std::string reply;
    const auto event = [&] {
        return SubmittedEvent("{}", 2, at(10), [&](std::string_view json) { reply = json; });
    };
    SubmittedEvent stopped = event();
    stopped.set_name("receipt_opened");
    stopped.refuse(Refusal::shutting_down);
    CHECK(reply == dump(till::error_reply("receipt_opened", {Errc::shutting_down, "", "", ""})));
    SubmittedEvent failed = event();
    failed.set_name("receipt_closed");
    failed.refuse(Refusal::not_stored);
    CHECK(reply == R"({"v":1,"event":"receipt_closed","status":"not_stored"})");
}

}  // namespace tillpoints
