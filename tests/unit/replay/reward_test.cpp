#include <catch2/catch.hpp>

#include "story.hpp"

namespace tillpoints::replay {

TEST_CASE("a correction the cloud accepts is confirmed") {
    Story story(a_correction());
    story.sends().answered(loyalty::Accepted{1});
    CHECK(story.fact().state == FactState::confirmed);
    CHECK(story.fact().cloud_points == Points(150));
}

TEST_CASE("a correction the cloud accepts for nobody is parked") {
    Story story(a_correction());
    CHECK(story.sends().answered(loyalty::Accepted{0}).fact().state == FactState::parked);
}

TEST_CASE("rule 7: a correction cannot be looked up, so an unclear one parks") {
    Story story(a_correction());
    story.sends().unanswered();
    CHECK(story.fact().state == FactState::sent);
    story.settles();
    CHECK(story.fact().state == FactState::parked);
    CHECK(story.fact().parking->reason == Errc::timed_out);
    CHECK(story.fact().parking->loss == Money(150));
}

TEST_CASE("a correction that never left is sent again") {
    Story story(a_correction());
    CHECK(story.sends().unsent().fact().state == FactState::pending);
    CHECK(story.sends().answered(loyalty::Accepted{1}).fact().state == FactState::confirmed);
}

TEST_CASE(
    "a refused correction parks; one that takes points away costs the shop them and never a negative sum") {
    Story given(a_correction());
    CHECK(given.sends().refused(404, Errc::not_found).fact().parking->loss == Money(150));
    Fact taking = a_correction();
    std::get<RewardFact>(taking.body).points = Points(-150);
    Story taken(taking);
    CHECK(taken.sends().refused(400, Errc::insufficient_funds).fact().parking->loss == Money(150));
}

TEST_CASE("an operation is no answer to a correction") {
    Story story(a_correction());
    story.sends().answered(loyalty::Operation{});
    CHECK(story.fact().state == FactState::sent);
    CHECK(story.last().road == Road::broken);
}

}  // namespace tillpoints::replay
