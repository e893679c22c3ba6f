#include <catch2/catch.hpp>

#include "story.hpp"

/// Rule 4: a redemption nobody wants any more is looked up, refunded if it happened, and only then over.
namespace tillpoints::replay {
namespace {

/// In the cloud, unwanted, its refund about to leave.
Story taking_back() {
    Story story(a_redemption());
    story.sends().answered(story.its_operation()).waits(10min).no_longer_wanted().settles();
    return story;
}

}  // namespace

TEST_CASE("a refund the cloud answers ends the redemption") {
    Story story = taking_back();
    story.sends().answered(story.its_reversal());
    CHECK(story.entry().state == EntryState::withdrawn);
    CHECK(story.entry().reversal == OperationId{8});
    CHECK(story.last().entry_outcome == EntryOutcome::withdrawn);
}

TEST_CASE("a refund has no nonce: an unclear one is looked up and never sent twice blindly") {
    Story story = taking_back();
    story.sends().unanswered();
    CHECK(story.entry().state == EntryState::reversal_sent);
    CHECK(std::holds_alternative<LookUp>(story.decides()));
    CHECK(story.looks_and_sees({story.its_reversal()}).entry().state == EntryState::withdrawn);
}

TEST_CASE("an unclear refund that is absent at the horizon is sent again, and counts its time from then") {
    Story story = taking_back();
    story.sends().unanswered().looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::reversing);
    story.sends().unanswered().looks_and_sees({});
    CHECK(story.entry().state == EntryState::reversal_sent);
}

TEST_CASE("a refund that never left is sent again without looking") {
    Story story = taking_back();
    story.sends().unsent();
    CHECK(story.entry().state == EntryState::reversing);
    CHECK_FALSE(story.entry().reversal_first_sent.has_value());
    CHECK(story.sends().answered(story.its_reversal()).entry().state == EntryState::withdrawn);
}

TEST_CASE("a refund refused because it has happened already is found by looking") {
    Story story = taking_back();
    story.sends().refused(400, Errc::bad_request);
    CHECK(story.entry().state == EntryState::reversal_sent);
    CHECK(story.looks_and_sees({story.its_reversal()}).entry().state == EntryState::withdrawn);
}

TEST_CASE(
    "a redemption of which a part was returned elsewhere is parked with the points its customer still "
    "lacks") {
    Story story = taking_back();
    auto part = story.its_reversal();
    part.total = Money(-40'000);
    part.points = Points(6'000);
    story.sends().refused(400, Errc::bad_request).looks_and_sees({part});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->loss == Money(9'000));
}

TEST_CASE("a cloud that shows only the original as cancelled has refunded it") {
    Story story = taking_back();
    auto original = story.its_operation();
    original.state = loyalty::OperationState::canceled;
    story.sends().refused(400, Errc::bad_request).looks_and_sees({original});
    CHECK(story.entry().state == EntryState::withdrawn);
}

TEST_CASE("an answer that shows the original instead of a reversal is looked up") {
    Story story = taking_back();
    auto original = story.its_operation();
    original.state = loyalty::OperationState::canceled;
    story.sends().answered(original);
    CHECK(story.entry().state == EntryState::reversal_sent);
    CHECK(story.looks_and_sees({original}).entry().state == EntryState::withdrawn);
}

TEST_CASE("a strange answer to a refund is not refunded again: absent at the horizon, it is parked") {
    Story story = taking_back();
    auto strange = story.its_reversal();
    strange.origin = OperationId{99};
    story.sends().answered(strange).looks_until_the_horizon({strange});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->loss == Money(15'000));
}

TEST_CASE("a redemption the cloud refuses to give back is parked with its points, and stays unsettled") {
    Story story = taking_back();
    story.sends().refused(400, Errc::insufficient_funds).looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::insufficient_funds);
    CHECK(story.entry().parking()->loss == Money(15'000));
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
}

TEST_CASE("rule 6: a refusal of the whole shop leaves a withdrawal as it was") {
    Story story = taking_back();
    story.sends().refused(401, Errc::unauthorized);
    CHECK(story.entry().state == EntryState::reversing);
    CHECK(story.last().link_status == LinkStatus::closed);
}

TEST_CASE("a redemption of which a part was returned at another terminal is not withdrawn but parked") {
    Story story = taking_back();
    auto part = story.its_reversal();
    part.total = Money(-40'000);
    story.sends().unanswered().looks_and_sees({part});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
}

TEST_CASE("reversals of other sales are not ours") {
    Story story = taking_back();
    auto other = story.its_reversal(9);
    other.origin = OperationId{70};
    CHECK(story.sends().unanswered().looks_and_sees({other}).entry().state == EntryState::reversal_sent);
}

}  // namespace tillpoints::replay
