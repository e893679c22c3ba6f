#include <catch2/catch.hpp>

#include "plugin/entries/stored_status.hpp"
#include "plugin/replay/command.hpp"
#include "plugin/replay/schedule.hpp"
#include "story.hpp"

/// Points spent on the shop's credit while the cloud was out of reach.
namespace tillpoints::replay {
namespace {

const auto refusals = {Errc::insufficient_funds,
                       Errc::discount_limit_exceeded,
                       Errc::withdraw_not_permitted,
                       Errc::participant_blocked,
                       Errc::not_found,
                       Errc::bad_request};

OutboxEntry refused_offline_redemption() {
    return Story(an_offline_redemption()).is_printed().sends().refused(400, Errc::insufficient_funds).entry();
}

OutboxEntry confirmed_award() {
    Story story(Story(an_offline_redemption())
                    .is_printed()
                    .sends()
                    .refused(400, Errc::not_found)
                    .last()
                    .follow_ups.front());
    return story.sends().answered(story.its_operation(9)).entry();
}

OutboxEntry return_of(std::optional<Money> partial) {
    OutboxEntry entry = a_return();
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.operation.reset();
    refund.partial = partial;
    return entry;
}

Prepared prepared(OutboxEntry refund) {
    return prepare_refund(std::move(refund), refused_offline_redemption(), {}, {nine_o_clock, {}}, Policy(),
                          confirmed_award());
}

}  // namespace

TEST_CASE("an offline redemption is not sent before its receipt is printed, however long that takes") {
    Story story(an_offline_redemption());
    CHECK(std::holds_alternative<Rest>(story.decides()));
    CHECK_FALSE(is_live(story.entry()));
    CHECK(std::holds_alternative<Rest>(story.waits(1000h).decides()));
    CHECK(std::holds_alternative<Send>(story.is_printed().decides()));
}

TEST_CASE("an offline redemption that is withdrawn before it is printed ends without the cloud") {
    Story story(an_offline_redemption());
    CHECK(story.no_longer_wanted().settles().entry().state == EntryState::withdrawn);
}

TEST_CASE("an offline redemption that waits for its receipt holds up none of its customer's other entries") {
    OutboxEntry offline_redemption = an_offline_redemption();
    offline_redemption.customer = "ann";
    OutboxEntry award = an_award();
    award.id = EntryId("s/1");
    award.customer = "ann";
    CHECK(next_due({offline_redemption, award}, {}, {nine_o_clock, {}}) == 1);
    offline_redemption.printed = true;
    CHECK(next_due({offline_redemption, award}, {}, {nine_o_clock, {}}) == 0);
}

TEST_CASE("an offline redemption that the cloud accepts is confirmed like any redemption") {
    Story story(an_offline_redemption());
    story.is_printed().sends();
    CHECK(std::get<loyalty::CreateOperation>(story.sent_call()).points == Points(15'000));
    CHECK(story.answered(story.its_operation()).entry().state == EntryState::confirmed);
    CHECK(story.last().follow_ups.empty());
}

TEST_CASE(
    "an offline redemption that is refused for any reason is parked with its loss in money, and what was "
    "paid is awarded") {
    for (const auto reason : refusals) {
        const Learned last = Story(an_offline_redemption()).is_printed().sends().refused(400, reason).last();
        CHECK(last.entry.state == EntryState::parked);
        CHECK(last.entry.parking()->reason == reason);
        CHECK(last.entry.parking()->loss == Money(15'000));
        REQUIRE(last.follow_ups.size() == 1);
        const OutboxEntry& award = last.follow_ups.front();
        const auto& operation = std::get<PurchaseEntry>(award.body).operation;
        CHECK(award.id == EntryId("r/2"));
        CHECK(award.receipt == ReceiptId("r"));
        CHECK(award.state == EntryState::pending);
        CHECK_FALSE(award.after.has_value());
        CHECK(operation.who == loyalty::Identity(loyalty::ByUid{CustomerUid("ann")}));
        CHECK(operation.nonce == Nonce("award"));
        CHECK(operation.points == Points());
        CHECK(operation.total == Money(85'000));
        CHECK(operation.cash == Money(85'000));
        CHECK(operation.skip_loyalty_total == Money(20'000));
        CHECK_FALSE(operation.unredeemable_total.has_value());
    }
}

TEST_CASE(
    "rule 5: a refusal of an offline redemption after an unclear send counts only once it is proven absent") {
    Story story(an_offline_redemption());
    story.is_printed().sends().unanswered().looks_until_the_horizon().sends();
    story.refused(404, Errc::not_found);
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.last().follow_ups.empty());
    story.looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.last().follow_ups.size() == 1);
}

TEST_CASE(
    "an offline redemption that was committed although its answer was lost is confirmed, and nothing is "
    "awarded twice") {
    Story story(an_offline_redemption());
    story.is_printed().sends().unanswered().looks_and_sees({story.its_operation()});
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.last().follow_ups.empty());
}

TEST_CASE(
    "a refused offline redemption that paid everything with points is parked, and there is nothing to "
    "award") {
    OutboxEntry all = an_offline_redemption();
    std::get<PurchaseEntry>(all.body).operation.cash = Money();
    CHECK(Story(all).is_printed().sends().refused(400, Errc::insufficient_funds).last().follow_ups.empty());
}

TEST_CASE(
    "a refused offline redemption that an operator retries is never sent again, because its award was made") {
    OutboxEntry entry = refused_offline_redemption();
    entry.state = stored_status(EntryState::pending);
    Story story(entry);
    CHECK(story.settles().entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::duplicate);
    CHECK(story.entry().parking()->loss == Money(15'000));
}

TEST_CASE(
    "an operator can only write off a refused offline redemption, and its returns go on against the award") {
    const OutboxEntry refused = refused_offline_redemption();
    const auto give = [&](CommandKind kind) {
        Command command{"id", kind, refused.id, "Anna", "told so", {}};
        if (kind == CommandKind::edit) command.phone = Phone::parse("+79160000000");
        Standing standing;
        standing.refunds = {return_of({})};
        return apply(command, refused, standing);
    };
    CHECK(give(CommandKind::retry).error().found.find("r/2") != std::string::npos);
    CHECK_FALSE(give(CommandKind::edit).has_value());
    CHECK_FALSE(give(CommandKind::cancel).has_value());
    const auto off = give(CommandKind::write_off);
    REQUIRE(off.has_value());
    CHECK(off->entries.size() == 1);
    CHECK(off->entries.front().parking()->loss == Money(15'000));
}

TEST_CASE("a return of a refused offline redemption gives back its share of what was paid, and no points") {
    const auto part = prepared(return_of(Money(40'000)));
    REQUIRE(part.ready);
    const auto& refund = std::get<RefundEntry>(part.entry.body);
    CHECK(refund.operation == OperationId{9});
    CHECK(refund.partial == Money(34'000));
    CHECK(refund.carried == Points());
    const auto whole = prepared(return_of({}));
    REQUIRE(whole.ready);
    CHECK_FALSE(std::get<RefundEntry>(whole.entry.body).partial.has_value());
}

TEST_CASE(
    "returns that came before an offline redemption was refused wait for its award and hold up neither it "
    "nor their "
    "customer") {
    OutboxEntry offline_redeemed = an_offline_redemption();
    offline_redeemed.customer = "ann";
    const Story story = Story(offline_redeemed).is_printed().sends().refused(400, Errc::insufficient_funds);
    OutboxEntry award = story.last().follow_ups.front();
    OutboxEntry first = return_of(Money(40'000));
    std::get<RefundEntry>(first.body).purchase = offline_redeemed.id;
    first.customer = "ann";
    first.after = offline_redeemed.id;
    OutboxEntry second = first;
    second.id = EntryId("back/2");
    second.after = EntryId("cancelled/1");
    OutboxEntry other = an_award();
    other.customer = "ann";
    const auto due = [&] {
        return due_now({story.entry(), first, second, award, other}, {}, {nine_o_clock, {}}, 4);
    };
    CHECK(due() == std::vector<std::size_t>{3});
    // Given up by a person, the refused redemption is in the queue no more.
    CHECK(due_now({first, second, award}, {}, {nine_o_clock, {}}, 4) == std::vector<std::size_t>{2});
    award.state = stored_status(EntryState::parked);
    CHECK(due() == std::vector<std::size_t>{4});
    award.state = stored_status(EntryState::confirmed);
    CHECK(due() == std::vector<std::size_t>{1});
}

TEST_CASE("a return of goods that were paid with refused points alone is over at once") {
    OutboxEntry offline_redeemed = an_offline_redemption();
    auto& operation = std::get<PurchaseEntry>(offline_redeemed.body).operation;
    operation.points = points_for(operation.total);
    operation.cash = Money();
    const Story story = Story(offline_redeemed).is_printed().sends().refused(400, Errc::insufficient_funds);
    const auto prepared = prepare_refund(return_of({}), story.entry(), {}, {nine_o_clock, {}}, Policy());
    CHECK_FALSE(prepared.ready);
    CHECK(prepared.entry.state == EntryState::cancelled);
}

TEST_CASE("a return of a refused offline redemption waits for nothing but its award") {
    OutboxEntry refund = return_of({});
    refund.after = EntryId("r/1");
    CHECK(next_due({refused_offline_redemption(), refund}, {}, {nine_o_clock, {}}) == 1);
    OutboxEntry award = confirmed_award();
    award.state = stored_status(EntryState::sent);
    CHECK_FALSE(
        prepare_refund(refund, refused_offline_redemption(), {}, {nine_o_clock, {}}, Policy(), award).ready);
}

}  // namespace tillpoints::replay
