#include <catch2/catch.hpp>

#include "story.hpp"

/// What a look-up says about a purchase whose outcome is unclear.
namespace tillpoints::replay {
namespace {

using loyalty::OperationState;

Story unclear(Fact fact) {
    Story story(std::move(fact));
    story.sends().unanswered().waits(1s);
    return story;
}

}  // namespace

TEST_CASE("an unclear purchase that the list shows once is confirmed") {
    Story story = unclear(a_redemption());
    story.looks_and_sees({story.its_operation()});
    CHECK(story.fact().state == FactState::confirmed);
    CHECK(story.fact().operation == OperationId{7});
    CHECK(story.last().news == News::confirmed);
}

TEST_CASE("other receipts, other attempts and longer numbers are not it") {
    Story story = unclear(a_redemption());
    auto other = story.its_operation(9);
    other.receipt_number = "r/11";
    auto nameless = story.its_operation(10);
    nameless.receipt_number.reset();
    CHECK(story.looks_and_sees({other, nameless}).fact().state == FactState::sent);
}

TEST_CASE("two live operations under one number are parked with what one of them spent") {
    Story story = unclear(a_redemption());
    story.looks_and_sees({story.its_operation(7), story.its_operation(9)});
    CHECK(story.fact().state == FactState::parked);
    CHECK(story.fact().parking->reason == Errc::duplicate);
    CHECK(story.fact().parking->loss == Money(15'000));
}

TEST_CASE("a live operation beside a cancelled one is it") {
    Story story = unclear(a_redemption());
    auto gone = story.its_operation(6);
    gone.state = OperationState::canceled;
    story.looks_and_sees({gone, story.its_operation(7)});
    CHECK(story.fact().state == FactState::confirmed);
    CHECK(story.fact().operation == OperationId{7});
}

TEST_CASE("a redemption that somebody cancelled in the cloud is parked where a receipt may yet print it") {
    Story story = unclear(a_redemption());
    auto gone = story.its_operation();
    gone.state = OperationState::canceled;
    CHECK(story.looks_and_sees({gone}).fact().state == FactState::parked);
    Story unwanted = unclear(a_redemption());
    CHECK(unwanted.no_longer_wanted().looks_and_sees({gone}).fact().state == FactState::withdrawn);
}

TEST_CASE("a sale on paper whose goods came back at another till before this one heard of it has happened") {
    for (const bool lent : {false, true}) {
        Story story(lent ? a_promise() : an_award());
        story.is_printed().sends().unanswered();
        auto gone = story.its_operation();
        gone.state = OperationState::canceled;
        CHECK(story.looks_and_sees({gone}).fact().state == FactState::confirmed);
        CHECK(story.fact().operation == gone.id);
    }
}

TEST_CASE("rule 4: absence before the horizon proves nothing, and the receipt is told it is unclear") {
    Story story = unclear(a_redemption());
    story.looks_and_sees({});
    CHECK(story.fact().state == FactState::sent);
    CHECK(story.last().news == News::unclear);
    CHECK(story.fact().not_before > nine_o_clock);
}

TEST_CASE("rule 4: absence after the horizon sends a wanted purchase again and ends an unwanted one") {
    Story wanted = unclear(an_award());
    CHECK(wanted.looks_until_the_horizon().fact().state == FactState::pending);
    CHECK(wanted.now().local >= nine_o_clock + wanted.policy.settle_horizon);
    Story unwanted = unclear(a_redemption());
    unwanted.no_longer_wanted().looks_until_the_horizon();
    CHECK(unwanted.fact().state == FactState::withdrawn);
    CHECK(unwanted.last().news == News::withdrawn);
    CHECK(unwanted.now().local >= nine_o_clock + unwanted.policy.settle_horizon);
}

TEST_CASE("rule 4: a late commit beats the early look that missed it") {
    Story story = unclear(a_redemption());
    story.no_longer_wanted().looks_and_sees({}).waits(30s).looks_and_sees({story.its_operation()});
    CHECK(story.fact().state == FactState::reversing);
}

TEST_CASE("a scan that got lost proves nothing, however late") {
    Story story = unclear(an_award());
    story.waits(24h).looks_and_gets_lost();
    CHECK(story.fact().state == FactState::sent);
    CHECK(story.last().news == News::unclear);
}

TEST_CASE("an operation that was seen counts even if the scan got lost after it") {
    Story story = unclear(an_award());
    Scan scan(std::get<LookUp>(story.decides()).look);
    scan.take({{story.its_operation()}, "again"});
    scan.take({{}, "again"});
    CHECK(learn(story.fact(), scan, story.now(), story.policy).fact.state == FactState::confirmed);
}

TEST_CASE("looks come soon at first, then seldom, and once just at the horizon") {
    Story story(an_award());
    story.sends().unanswered().looks_and_sees({});
    CHECK(story.fact().not_before == nine_o_clock + story.policy.look_again);
    story.waits(4s).looks_and_sees({});
    CHECK(story.fact().not_before - story.now().local == 4s);
    story.waits(40s).looks_and_sees({});
    CHECK(story.fact().not_before - story.now().local == story.policy.look_cap);
    story.waits(40s).looks_and_sees({});
    CHECK(story.fact().not_before == nine_o_clock + story.policy.settle_horizon);
}

TEST_CASE("an answer to a send that followed an unclear one is taken only from the list") {
    Story story = unclear(an_award());
    story.looks_until_the_horizon().sends().answered(story.its_operation(9));
    CHECK(story.fact().state == FactState::sent);
    CHECK(story.looks_and_sees({story.its_operation(7), story.its_operation(9)}).fact().state ==
          FactState::parked);
}

TEST_CASE(
    "an operation the cloud has answered for and its list never shows is parked, not sent a third time") {
    Story story = unclear(an_award());
    story.looks_until_the_horizon().sends().answered(story.its_operation(9)).looks_until_the_horizon();
    CHECK(story.fact().state == FactState::parked);
}

TEST_CASE("the terminal's clock may jump by years: the horizon is counted by the cloud's") {
    const auto jump = GENERATE(24h * 365 * 4, -24h * 365 * 4);
    Story story = unclear(an_award());
    story.clock_is_set_by(jump).looks_and_sees({});
    CHECK(story.fact().state == FactState::sent);
    story.waits(story.policy.settle_horizon).looks_and_sees({});
    CHECK(story.fact().state == FactState::pending);
}

TEST_CASE("a look-up that fails tells the way, and the fact looks again later") {
    const Fact sent = unclear(an_award()).fact();
    const Now now{nine_o_clock + 2s, nine_o_clock + 2s};
    const auto failed = [&](SendResult result) { return look_failed(sent, result, now, Policy()); };
    CHECK(failed(Unanswered{Errc::connection_lost, false}).road == Road::broken);
    CHECK(failed(loyalty::Answer(refusal(503, Errc::server_failed))).road == Road::broken);
    CHECK(failed(loyalty::Answer(refusal(401, Errc::unauthorized))).road == Road::closed);
    CHECK(failed(loyalty::Answer(refusal(400, Errc::bad_request))).road == Road::open);
    CHECK(failed(loyalty::Answer(loyalty::Settings{})).road == Road::broken);
    for (const auto& result :
         {SendResult(Unanswered{}), SendResult(loyalty::Answer(refusal(400, Errc::bad_request)))}) {
        CHECK(failed(result).fact.state == FactState::sent);
        CHECK(failed(result).fact.not_before > now.local);
    }
}

}  // namespace tillpoints::replay
