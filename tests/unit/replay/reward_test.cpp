#include <catch2/catch.hpp>

#include "story.hpp"

namespace tillpoints::replay {

TEST_CASE("a correction the cloud accepts is confirmed") {
    Story story(a_correction());
    story.sends().answered(loyalty::Accepted{1});
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.entry().cloud_points == Points(150));
}

TEST_CASE("a correction the cloud accepts for nobody is parked") {
    Story story(a_correction());
    CHECK(story.sends().answered(loyalty::Accepted{0}).entry().state == EntryState::parked);
}

TEST_CASE("rule 7: a correction cannot be looked up, so an unclear one parks") {
    Story story(a_correction());
    story.sends().unanswered();
    CHECK(story.entry().state == EntryState::sent);
    story.settles();
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::timed_out);
    CHECK(story.entry().parking()->loss == Money(150));
}

TEST_CASE("a correction that never left is sent again") {
    Story story(a_correction());
    CHECK(story.sends().unsent().entry().state == EntryState::pending);
    CHECK(story.sends().answered(loyalty::Accepted{1}).entry().state == EntryState::confirmed);
}

TEST_CASE(
    "a refused correction parks; one that takes points away costs the shop them and never a negative sum") {
    Story given(a_correction());
    CHECK(given.sends().refused(404, Errc::not_found).entry().parking()->loss == Money(150));
    OutboxEntry taking = a_correction();
    std::get<RewardEntry>(taking.body).points = Points(-150);
    Story taken(taking);
    CHECK(taken.sends().refused(400, Errc::insufficient_funds).entry().parking()->loss == Money(150));
}

TEST_CASE("an operation is no answer to a correction") {
    Story story(a_correction());
    story.sends().answered(loyalty::Operation{});
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().link_status == LinkStatus::broken);
}

}  // namespace tillpoints::replay
