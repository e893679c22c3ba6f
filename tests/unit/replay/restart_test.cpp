#include "plugin/replay/restart.hpp"

#include <catch2/catch.hpp>

#include "plugin/entries/number.hpp"
#include "plugin/entries/stored_status.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/command.hpp"
#include "story.hpp"

/// The database may be older than the cloud: what it says was not sent is compared with the list first.
namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

OutboxEntry pending(OutboxEntry entry) {
    std::get<PurchaseEntry>(entry.body).operation.number = number_for(entry.id, "3f9c2a71");
    return entry;
}

Operation operation_of(const OutboxEntry& entry) {
    return Story(entry).its_operation();
}

Survey survey_with(std::vector<Operation> sales) {
    Survey survey;
    survey.sales = std::move(sales);
    survey.since = nine_o_clock - 10min;
    survey.started = {nine_o_clock + 2min, nine_o_clock + 2min};
    return survey;
}

}  // namespace

TEST_CASE("the survey reads back to a margin before the database was last written, or the whole list") {
    const Policy policy;
    CHECK(survey_look("3f9c2a71", nine_o_clock, policy).back_to == nine_o_clock - policy.look_margin);
    CHECK_FALSE(survey_look("3f9c2a71", {}, policy).back_to.has_value());
}

TEST_CASE("a pending purchase that the cloud has already is confirmed and not sent again") {
    for (const auto& entry : {pending(an_award()), pending(an_offline_redemption()), an_award()}) {
        const auto learned = contradicted(entry, survey_with({operation_of(entry)}), {}, {});
        REQUIRE(learned);
        CHECK(learned->entry.state == EntryState::confirmed);
        CHECK(learned->entry.operation == OperationId{7});
    }
    CHECK_FALSE(contradicted(pending(an_award()), survey_with({}), {}, {}));
}

TEST_CASE("a parked purchase that the cloud has keeps its loss and is not certainly absent any more") {
    OutboxEntry entry = pending(a_redemption());
    park(entry, {Errc::does_not_add_up, "printed otherwise", Money(21'184)});
    const auto learned = contradicted(entry, survey_with({operation_of(pending(a_redemption()))}), {}, {});
    REQUIRE(learned);
    CHECK(learned->entry.state == EntryState::parked);
    CHECK(learned->entry.parking()->loss == Money(21'184));
    CHECK_FALSE(certainly_absent(learned->entry));
}

TEST_CASE("another attempt of its receipt in the cloud leaves a parked purchase and its loss as they are") {
    OutboxEntry entry = pending(a_redemption());
    park(entry, {Errc::does_not_add_up, "printed otherwise", Money(21'184)});
    auto second = operation_of(pending(a_redemption()));
    second.receipt_number = "r/2-3f9c2a71";
    CHECK_FALSE(contradicted(entry, survey_with({second}), {}, {}));
}

TEST_CASE("a return of whose sum the cloud has a refund already cannot be retried") {
    Survey survey = survey_with({});
    survey.reversals.push_back(operation_of(pending(a_redemption())));
    auto& reversal = survey.reversals.front();
    OutboxEntry entry = a_return();
    reversal.state = OperationState::reversal;
    reversal.origin = std::get<RefundEntry>(entry.body).operation;
    reversal.total = -*std::get<RefundEntry>(entry.body).partial;
    const auto learned = contradicted(entry, survey, {}, {});
    REQUIRE(learned);
    const Command retry{"id", CommandKind::retry, entry.id, "operator", "why", {}};
    CHECK_FALSE(apply(retry, learned->entry, Standing()).has_value());
    const Command cancel{"id", CommandKind::cancel, entry.id, "operator", "why", {}};
    CHECK(apply(cancel, learned->entry, Standing()).has_value());
}

TEST_CASE("a pending purchase that is in the cloud and not wanted any more is taken back") {
    auto entry = pending(a_redemption());
    entry.wanted = Wanted::withdraw;
    const auto learned = contradicted(entry, survey_with({operation_of(entry)}), {}, {});
    REQUIRE(learned);
    CHECK(learned->entry.state == EntryState::reversing);
}

TEST_CASE("an operation that does not agree does not confirm a pending purchase: it is parked or ignored") {
    const auto named = pending(an_award());
    auto other = operation_of(named);
    other.total += Money(100);
    CHECK(contradicted(named, survey_with({other}), {}, {})->entry.state == EntryState::parked);
    auto of_another_register = operation_of(an_award());
    of_another_register.total += Money(100);
    CHECK_FALSE(contradicted(an_award(), survey_with({of_another_register}), {}, {}));
    auto older = operation_of(named);
    older.created -= 72h;
    CHECK_FALSE(contradicted(named, survey_with({older}), {}, {}));
}

TEST_CASE("another attempt of its receipt that the database does not know parks a pending purchase") {
    const auto entry = pending(an_award());
    auto second = operation_of(entry);
    second.receipt_number = "r/2-3f9c2a71";
    CHECK(contradicted(entry, survey_with({second}), {}, {})->entry.parking()->reason == Errc::duplicate);
    second.state = OperationState::canceled;
    CHECK_FALSE(contradicted(entry, survey_with({second}), {}, {}));
    second = operation_of(entry);
    second.receipt_number = "r/2-bbbbbbbb";
    CHECK_FALSE(contradicted(entry, survey_with({second}), {}, {}));
    second.receipt_number = "r/2-3f9c2a71";
    OutboxEntry given_up = entry;
    given_up.wanted = Wanted::withdraw;
    CHECK_FALSE(contradicted(given_up, survey_with({second}), {}, {}));
}

TEST_CASE(
    "an offline redemption in whose place the cloud has the award was refused, and the award is looked up") {
    auto entry = pending(an_offline_redemption());
    entry.printed = true;
    auto award = operation_of(entry);
    award.receipt_number = number_for(award_instead_of(entry), "3f9c2a71");
    // A return may have reversed it since.
    award.state = GENERATE(loyalty::OperationState::normal, loyalty::OperationState::canceled);
    const auto learned = contradicted(entry, survey_with({award}), {}, {});
    REQUIRE(learned);
    CHECK(learned->entry.parking()->loss == discount_of(std::get<PurchaseEntry>(entry.body)));
    CHECK(std::get<PurchaseEntry>(learned->entry.body).offline->refused);
    REQUIRE(learned->follow_ups.size() == 1);
    CHECK(learned->follow_ups.front().id == award_instead_of(entry));
    CHECK(std::holds_alternative<LookUp>(Story(learned->follow_ups.front()).decides()));
}

TEST_CASE("a pending return is parked if the cloud has a refund of its sum that no entry made") {
    const OutboxEntry entry = a_return();
    Survey survey = survey_with({});
    survey.reversals = {Story(entry).its_reversal(8)};
    REQUIRE(contradicted(entry, survey, {}, {}));
    CHECK(contradicted(entry, survey, {}, {})->entry.parking()->reason == Errc::duplicate);
    CHECK_FALSE(contradicted(entry, survey, {OperationId{8}}, {}));
    survey.reversals[0].total -= Money(1);
    CHECK_FALSE(contradicted(entry, survey, {}, {}));
    survey.reversals = {Story(entry).its_reversal(8)};
    survey.reversals[0].origin = OperationId{9};
    CHECK_FALSE(contradicted(entry, survey, {}, {}));
}

TEST_CASE(
    "a pending correction that an earlier run left is parked, because no list shows whether it was made") {
    const auto learned = contradicted(a_correction(), survey_with({}), {}, {});
    REQUIRE(learned);
    CHECK(learned->entry.state == EntryState::parked);
    CHECK(learned->entry.parking()->loss == Money(150));
    CHECK_FALSE(certainly_absent(learned->entry));
}

TEST_CASE("a withdrawal that an earlier run did not send is looked up before it is sent") {
    Story unwanted(a_redemption());
    unwanted.sends().answered(unwanted.its_operation()).no_longer_wanted();
    REQUIRE(unwanted.entry().state == EntryState::confirmed);
    for (const bool begun : {false, true}) {
        if (begun) unwanted.settles();
        Story restarted(resumed(unwanted.entry(), unwanted.now()));
        restarted.no_longer_wanted();
        CHECK(std::holds_alternative<LookUp>(restarted.decides()));
        CHECK(restarted.looks_and_sees({restarted.its_reversal()}).entry().state == EntryState::withdrawn);
    }
}

TEST_CASE(
    "after a start no absence counts before the settle horizon, whatever the database says of its sends") {
    Story story(an_award());
    story.sends().unanswered().waits(10min);
    story.policy.absence_from = story.now().local + story.policy.settle_horizon;
    CHECK(story.looks_and_sees({}).entry().state == EntryState::sent);
    story.waits(story.policy.settle_horizon);
    CHECK(story.looks_and_sees({}).entry().state == EntryState::pending);
}

TEST_CASE("the survey finds what the database does not know as sent, and nothing of other registers") {
    const auto stored = [](EntryState state) {
        auto entry = pending(an_award());
        entry.state = stored_status(state);
        return std::optional(entry);
    };
    const auto sale = operation_of(pending(an_award()));
    CHECK(unknown_to({}, sale));
    CHECK(unknown_to(stored(EntryState::pending), sale));
    CHECK_FALSE(unknown_to(stored(EntryState::sent), sale));
    CHECK_FALSE(unknown_to(stored(EntryState::confirmed), sale));
    const auto nameless = operation_of(an_award());
    CHECK_FALSE(unknown_to({}, nameless));
    CHECK_FALSE(unknown_to(stored(EntryState::pending), nameless));
    CHECK(unknown_to(an_award(), nameless));
}

}  // namespace tillpoints::replay
