#include <catch2/catch.hpp>

#include "plugin/entries/transition.hpp"
#include "plugin/providers/uds/entry_call.hpp"
#include "story.hpp"

/// What the answer to a send means, for every answer a cloud, a proxy or a cut wire can give.
namespace tillpoints::replay {

TEST_CASE("a purchase the cloud answers under our number is confirmed") {
    Story story(a_redemption());
    story.sends().answered(story.its_operation());
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.entry().operation == OperationId{7});
    CHECK(story.entry().cloud_points == Points(-15'000));
    CHECK(story.last().entry_outcome == EntryOutcome::confirmed);
    CHECK(story.last().link_status == LinkStatus::open);
}

TEST_CASE("a cloud that echoes no receipt number is believed") {
    Story story(an_award());
    auto operation = story.its_operation();
    operation.receipt_number.reset();
    CHECK(story.sends().answered(operation).entry().state == EntryState::confirmed);
}

TEST_CASE("an operation under another number is looked up, then parked, and never sent again") {
    Story story(a_redemption());
    auto operation = story.its_operation();
    operation.receipt_number = "R/1";
    story.sends().answered(operation);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().entry_outcome == EntryOutcome::none);
    story.looks_until_the_horizon({operation});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->loss == Money(15'000));
}

TEST_CASE("a redemption that spent other points than asked for is taken back while nothing is printed") {
    Story story(a_redemption());
    auto operation = story.its_operation();
    operation.points = Points(-10'000);
    story.sends().answered(operation);
    CHECK(story.entry().state == EntryState::reversing);
    CHECK(story.entry().wanted == Wanted::withdraw);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
    CHECK(story.last().reason == Errc::does_not_add_up);
}

TEST_CASE("a printed discount whose points differ is parked with the difference, never taken back") {
    Story story(a_redemption());
    auto operation = story.its_operation();
    operation.points = Points(-10'000);
    story.sends().is_printed().answered(operation);
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().wanted == Wanted::keep);
    CHECK(story.entry().parking()->reason == Errc::does_not_add_up);
    CHECK(story.entry().parking()->loss == Money(5'000));
}

TEST_CASE("an award's operation may show the points it earned") {
    Story story(an_award());
    auto operation = story.its_operation();
    operation.points = Points(300);
    CHECK(story.sends().answered(operation).entry().state == EntryState::confirmed);
}

TEST_CASE("a confirmation that comes after the receipt gave up the redemption starts the withdrawal") {
    Story story(a_redemption());
    story.sends().no_longer_wanted().answered(story.its_operation());
    CHECK(story.entry().state == EntryState::reversing);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
}

TEST_CASE("a redemption refused for certain is over, and its receipt is told why") {
    const auto code = GENERATE(Errc::not_found, Errc::insufficient_funds, Errc::discount_limit_exceeded,
                               Errc::invalid_checksum, Errc::participant_blocked, Errc::cloud_error);
    Story story(a_redemption());
    story.sends().refused(400, code);
    CHECK(story.entry().state == EntryState::withdrawn);
    CHECK(story.last().entry_outcome == EntryOutcome::refused);
    CHECK(story.last().reason == code);
}

TEST_CASE("a certificate spent without points is a redemption like any other when it is refused") {
    OutboxEntry entry = a_redemption(Points());
    std::get<PurchaseEntry>(entry.body).operation.cash = Money(70'000);
    CHECK(Story(entry).sends().refused(404, Errc::not_found).entry().state == EntryState::withdrawn);
    const auto printed = Story(entry).sends().is_printed().refused(404, Errc::not_found).entry();
    CHECK(printed.state == EntryState::parked);
    CHECK(printed.parking()->loss == Money(30'000));
}

TEST_CASE("a refused award is parked, and so is a refused redemption that stands on paper, with its loss") {
    const auto award = Story(an_award()).sends().refused(400, Errc::participant_blocked).entry();
    CHECK(award.state == EntryState::parked);
    CHECK(award.parking()->loss == Money());
    const auto printed = Story(a_redemption()).sends().is_printed().refused(404, Errc::not_found).entry();
    CHECK(printed.state == EntryState::parked);
    CHECK(printed.parking()->reason == Errc::not_found);
    CHECK(printed.parking()->loss == Money(15'000));
}

TEST_CASE("a sale at full price under a percent programme is sent as one that skips the discount") {
    Story story(an_award());
    const auto skipped = [&] {
        const auto call = uds::call_of(std::get<Send>(story.decides()).entry, story.policy.programme);
        return std::get<loyalty::CreateOperation>(call).skip_loyalty_total;
    };
    CHECK_FALSE(skipped());
    story.policy.programme = loyalty::DiscountPolicy::charge_scores;
    CHECK_FALSE(skipped());
    story.policy.programme = loyalty::DiscountPolicy::apply_discount;
    CHECK(skipped() == Money(100'000));
}

TEST_CASE("a checksum refused before the programme is known is sent again when it is, else parked") {
    Story story(an_award());
    story.sends().refused(400, Errc::invalid_checksum);
    CHECK(story.entry().state == EntryState::pending);
    CHECK(story.entry().not_before == story.now().local + story.policy.look_cap);
    story.waits(story.policy.look_cap).sends();
    story.policy.programme =
        loyalty::DiscountPolicy::apply_discount;  // heard while the answer was on its way
    story.refused(400, Errc::invalid_checksum);
    CHECK(story.entry().state == EntryState::pending);
    story.waits(story.policy.look_cap).sends().refused(400, Errc::invalid_checksum);
    CHECK(story.entry().state == EntryState::parked);
    const auto& operation = std::get<PurchaseEntry>(story.entry().body).operation;
    CHECK_FALSE(operation.skip_loyalty_total);  // the next programme may be another
}

TEST_CASE("a refused checksum is parked at once where the provider's programmes ask for no discount") {
    Story story(an_award());
    story.policy.missing_discount_refusal = {};
    CHECK(story.sends().refused(400, Errc::invalid_checksum).entry().state == EntryState::parked);
}

TEST_CASE("a sale that never adds up is not sent for ever if the cloud tells no programme") {
    Story story(an_award());
    for (int i = 0; i < 100 && story.entry().state == EntryState::pending; ++i)
        story.waits(story.policy.look_cap).sends().refused(400, Errc::invalid_checksum);
    CHECK(story.entry().state == EntryState::parked);
}

TEST_CASE("rule 5: an entry that provably never left is sent again without a look-up") {
    Story story(a_redemption());
    story.sends().unsent();
    CHECK(story.entry().state == EntryState::pending);
    CHECK_FALSE(story.entry().first_sent.has_value());
    CHECK(story.last().link_status == LinkStatus::broken);
    CHECK(story.last().entry_outcome == EntryOutcome::unclear);
    story.sends().refused(404, Errc::not_found);
    CHECK(story.entry().state == EntryState::withdrawn);
}

TEST_CASE("rule 5: every other unclear send is looked up before anything is sent") {
    const auto why = GENERATE(Errc::timed_out, Errc::connection_lost, Errc::not_the_cloud);
    Story story(a_redemption());
    story.sends().unanswered(why);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(std::holds_alternative<LookUp>(story.decides()));
}

TEST_CASE(
    "rule 6: a portal's page, a redirect or a stranger's certificate pauses the queue, a dead line does "
    "not") {
    const auto link_status_after = [](Errc why) {
        return Story(an_award()).sends().unanswered(why).last().link_status;
    };
    CHECK(link_status_after(Errc::not_the_cloud) == LinkStatus::closed);
    CHECK(link_status_after(Errc::certificate_rejected) == LinkStatus::closed);
    CHECK(link_status_after(Errc::timed_out) == LinkStatus::broken);
    CHECK(link_status_after(Errc::connection_lost) == LinkStatus::broken);
}

TEST_CASE("rule 5: a 5xx may come before or after the commit, so it is looked up") {
    const auto status = GENERATE(500, 502, 503, 504);
    Story story(an_award());
    story.sends().refused(status, Errc::server_failed);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().link_status == LinkStatus::broken);
    CHECK(std::holds_alternative<LookUp>(story.decides()));
}

TEST_CASE("rule 5: after an unclear send every refusal is looked up first: our own used code answers 404") {
    const auto code =
        GENERATE(Errc::not_found, Errc::bad_request, Errc::insufficient_funds, Errc::receipt_exists);
    Story story(a_redemption());
    story.sends().unanswered().looks_until_the_horizon().waits(1s).sends().refused(404, code);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().entry_outcome == EntryOutcome::none);
    CHECK(story.looks_and_sees({story.its_operation()}).entry().state == EntryState::confirmed);
}

TEST_CASE("a refusal after an unclear send counts once the operation is proven absent") {
    Story story(a_redemption());
    story.sends().unanswered().looks_until_the_horizon().waits(1s).sends().refused(404, Errc::not_found);
    story.looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::withdrawn);
    CHECK(story.last().entry_outcome == EntryOutcome::refused);
    CHECK(story.last().reason == Errc::not_found);
}

TEST_CASE("receiptExists: a receipt that exists already may be our own, whether or not a send was unclear") {
    Story story(an_award());
    story.sends().refused(409, Errc::receipt_exists);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.looks_and_sees({story.its_operation()}).entry().state == EntryState::confirmed);
}

TEST_CASE("rule 6: a refusal of the whole shop pauses the queue and leaves the entry as it was") {
    const auto status = GENERATE(401, 403);
    const auto code = status == 401 ? Errc::unauthorized : GENERATE(Errc::forbidden, Errc::company_inactive);
    for (const OutboxEntry& before : {a_redemption(), an_award(), a_return(), a_correction()}) {
        Story story(before);
        story.sends().refused(status, code);
        CHECK(story.last().link_status == LinkStatus::closed);
        CHECK(story.last().reason == code);
        OutboxEntry expected = before;
        expected.tries = 1;
        CHECK(story.entry() == expected);
    }
}

TEST_CASE("rule 6: an answer that is not the protocol's breaks the link and leaves the entry unclear") {
    Story story(an_award());
    story.sends().answered(loyalty::Settings{});
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().link_status == LinkStatus::broken);
    CHECK(story.last().reason == Errc::not_the_cloud);
}

TEST_CASE("429 means later: after the time the cloud names, or else after the configured one") {
    Story told(an_award());
    told.sends().answered(refusal(429, Errc::too_many_requests), 20s);
    CHECK(told.entry().state == EntryState::pending);
    CHECK(told.entry().not_before == nine_o_clock + 20s);
    CHECK(told.last().link_status == LinkStatus::open);
    Story untold(an_award());
    untold.sends().refused(429, Errc::too_many_requests);
    CHECK(untold.entry().not_before == nine_o_clock + untold.policy.retry_later);
}

TEST_CASE("429 cannot delay an entry for ever, nor into the past") {
    Story forever(an_award());
    forever.sends().answered(refusal(429, Errc::too_many_requests), std::chrono::milliseconds::max());
    CHECK(forever.entry().not_before == nine_o_clock + forever.policy.longest_pause);
    Story past(an_award());
    past.sends().answered(refusal(429, Errc::too_many_requests), -5s);
    CHECK(past.entry().not_before == nine_o_clock);
}

TEST_CASE("an answer that arrives for an entry that was parked meanwhile changes nothing") {
    Story story(a_redemption());
    story.sends();
    OutboxEntry parked = story.entry();
    park(parked, {Errc::does_not_add_up, "partly printed", Money(1)});
    Story held(parked);
    CHECK(held.answered(story.its_operation()).entry() == parked);
    CHECK(held.refused(404, Errc::not_found).entry() == parked);
    CHECK(held.unsent().entry() == parked);
}

}  // namespace tillpoints::replay
