#include <catch2/catch.hpp>

#include "plugin/providers/uds/list_scan.hpp"
#include "story.hpp"

/// What a look-up says about a purchase whose outcome is unclear.
namespace tillpoints::replay {
namespace {

using loyalty::OperationState;

}  // namespace

TEST_CASE("an unclear purchase that the list shows once is confirmed") {
    Story story = sent_without_answer(a_redemption());
    story.looks_and_sees({story.its_operation()});
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.entry().operation == OperationId{7});
    CHECK(story.last().entry_outcome == EntryOutcome::confirmed);
}

TEST_CASE("other receipts, other attempts and longer numbers are not taken for the operation") {
    Story story = sent_without_answer(a_redemption());
    auto other = story.its_operation(9);
    other.receipt_number = "r/11";
    auto nameless = story.its_operation(10);
    nameless.receipt_number.reset();
    CHECK(story.looks_and_sees({other, nameless}).entry().state == EntryState::sent);
}

TEST_CASE("two live operations under one number are parked with what one of them spent") {
    Story story = sent_without_answer(a_redemption());
    story.looks_and_sees({story.its_operation(7), story.its_operation(9)});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::duplicate);
    CHECK(story.entry().parking()->loss == Money(15'000));
}

TEST_CASE("a live operation beside a cancelled one is the one that was sent") {
    Story story = sent_without_answer(a_redemption());
    auto gone = story.its_operation(6);
    gone.state = OperationState::canceled;
    story.looks_and_sees({gone, story.its_operation(7)});
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.entry().operation == OperationId{7});
}

TEST_CASE("a redemption that somebody cancelled in the cloud is parked where a receipt may yet print it") {
    Story story = sent_without_answer(a_redemption());
    auto gone = story.its_operation();
    gone.state = OperationState::canceled;
    CHECK(story.looks_and_sees({gone}).entry().state == EntryState::parked);
    Story unwanted = sent_without_answer(a_redemption());
    CHECK(unwanted.no_longer_wanted().looks_and_sees({gone}).entry().state == EntryState::withdrawn);
}

TEST_CASE(
    "a printed sale whose goods were returned at another terminal before this one learned of it has "
    "happened") {
    for (const bool offline_redeemed : {false, true}) {
        Story story(offline_redeemed ? an_offline_redemption() : an_award());
        story.is_printed().sends().unanswered();
        auto gone = story.its_operation();
        gone.state = OperationState::canceled;
        CHECK(story.looks_and_sees({gone}).entry().state == EntryState::confirmed);
        CHECK(story.entry().operation == gone.id);
    }
}

TEST_CASE("rule 4: absence before the horizon proves nothing, and the receipt is told it is unclear") {
    Story story = sent_without_answer(a_redemption());
    story.looks_and_sees({});
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
    CHECK(story.entry().not_before > nine_o_clock);
}

TEST_CASE("rule 4: absence after the horizon sends a wanted purchase again and ends an unwanted one") {
    Story wanted = sent_without_answer(an_award());
    CHECK(wanted.looks_until_the_horizon().entry().state == EntryState::pending);
    CHECK(wanted.now().local >= nine_o_clock + wanted.policy.settle_horizon);
    Story unwanted = sent_without_answer(a_redemption());
    unwanted.no_longer_wanted().looks_until_the_horizon();
    CHECK(unwanted.entry().state == EntryState::withdrawn);
    CHECK(unwanted.last().entry_outcome == EntryOutcome::withdrawn);
    CHECK(unwanted.now().local >= nine_o_clock + unwanted.policy.settle_horizon);
}

TEST_CASE("rule 4: an operation that is committed after an early look-up is found by a later one") {
    Story story = sent_without_answer(a_redemption());
    story.no_longer_wanted().looks_and_sees({}).waits(30s).looks_and_sees({story.its_operation()});
    CHECK(story.entry().state == EntryState::reversing);
}

TEST_CASE("a look-up that ended early proves nothing, however late it was") {
    Story story = sent_without_answer(an_award());
    story.waits(24h).looks_and_gets_lost();
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
}

TEST_CASE("an operation that was seen counts even if the look-up ended early after it") {
    Story story = sent_without_answer(an_award());
    uds::ListScan scan(std::get<LookUp>(story.decides()).look);
    scan.take({{story.its_operation()}, "again"});
    scan.take({{}, "again"});
    CHECK(learn(story.entry(), scan.findings(), story.now(), story.policy).entry.state ==
          EntryState::confirmed);
}

TEST_CASE("a row that may be the sale and cannot be read proves no absence, and the journal says so once") {
    Story story = sent_without_answer(an_award());
    const auto looked = [&] {
        Findings findings{std::get<LookUp>(story.decides()).look};
        findings.doubtful = true;
        return learn(story.entry(), findings, story.now(), story.policy);
    };
    CHECK(looked().note.empty());
    story.waits(story.policy.settle_horizon);
    CHECK(looked().entry.state == EntryState::sent);
    CHECK(looked().entry_outcome == EntryOutcome::unclear);
    CHECK_THAT(looked().note, Catch::Contains("cannot be read"));
    story.waits(story.policy.look_cap);
    CHECK(looked().entry.state == EntryState::sent);
    CHECK(looked().note.empty());
}

TEST_CASE("look-ups are frequent at first, then rare, and one is due just at the horizon") {
    Story story(an_award());
    story.sends().unanswered().looks_and_sees({});
    CHECK(story.entry().not_before == nine_o_clock + story.policy.look_again);
    story.waits(4s).looks_and_sees({});
    CHECK(story.entry().not_before - story.now().local == 4s);
    story.waits(40s).looks_and_sees({});
    CHECK(story.entry().not_before - story.now().local == story.policy.look_cap);
    story.waits(40s).looks_and_sees({});
    CHECK(story.entry().not_before == nine_o_clock + story.policy.settle_horizon);
}

TEST_CASE("an answer to a send that followed an unclear one is taken only from the list") {
    Story story = sent_without_answer(an_award());
    story.looks_until_the_horizon().sends().answered(story.its_operation(9));
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.looks_and_sees({story.its_operation(7), story.its_operation(9)}).entry().state ==
          EntryState::parked);
}

TEST_CASE(
    "an operation that the cloud answered for and its list never shows is parked, not sent a third time") {
    Story story = sent_without_answer(an_award());
    story.looks_until_the_horizon().sends().answered(story.its_operation(9)).looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::parked);
}

TEST_CASE("the terminal's clock may jump by years: the horizon is counted by the cloud's") {
    const auto jump = GENERATE(24h * 365 * 4, -24h * 365 * 4);
    Story story = sent_without_answer(an_award());
    story.clock_is_set_by(jump).looks_and_sees({});
    CHECK(story.entry().state == EntryState::sent);
    story.waits(story.policy.settle_horizon).looks_and_sees({});
    CHECK(story.entry().state == EntryState::pending);
}

TEST_CASE("a look-up that fails says how the link is, and the entry is looked up again later") {
    const OutboxEntry sent = sent_without_answer(an_award()).entry();
    const Now now{nine_o_clock + 2s, nine_o_clock + 2s};
    const auto failed = [&](SendResult result) { return look_failed(sent, result, now, Policy()); };
    CHECK(failed(Unanswered{Errc::connection_lost, false}).link_status == LinkStatus::broken);
    CHECK(failed(loyalty::Answer(refusal(503, Errc::server_failed))).link_status == LinkStatus::broken);
    CHECK(failed(loyalty::Answer(refusal(401, Errc::unauthorized))).link_status == LinkStatus::closed);
    CHECK(failed(loyalty::Answer(refusal(400, Errc::bad_request))).link_status == LinkStatus::open);
    CHECK(failed(loyalty::Answer(loyalty::Settings{})).link_status == LinkStatus::broken);
    for (const auto& result :
         {SendResult(Unanswered{}), SendResult(loyalty::Answer(refusal(400, Errc::bad_request)))}) {
        CHECK(failed(result).entry.state == EntryState::sent);
        CHECK(failed(result).entry.not_before > now.local);
    }
}

}  // namespace tillpoints::replay
