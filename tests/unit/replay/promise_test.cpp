#include <catch2/catch.hpp>

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

Fact refused_promise() {
    return Story(a_promise()).is_printed().sends().refused(400, Errc::insufficient_funds).fact();
}

Fact confirmed_award() {
    Story story(
        Story(a_promise()).is_printed().sends().refused(400, Errc::not_found).last().follow_ups.front());
    return story.sends().answered(story.its_operation(9)).fact();
}

Fact return_of(std::optional<Money> partial) {
    Fact fact = a_return();
    auto& refund = std::get<RefundFact>(fact.body);
    refund.operation.reset();
    refund.partial = partial;
    return fact;
}

Prepared prepared(Fact refund) {
    return prepare_refund(std::move(refund), refused_promise(), {}, {nine_o_clock, {}}, Policy(),
                          confirmed_award());
}

}  // namespace

TEST_CASE("a promise made offline is not sent before its receipt is on paper, however long that takes") {
    Story story(a_promise());
    CHECK(std::holds_alternative<Rest>(story.decides()));
    CHECK_FALSE(is_live(story.fact()));
    CHECK(std::holds_alternative<Rest>(story.waits(1000h).decides()));
    CHECK(std::holds_alternative<Send>(story.is_printed().decides()));
}

TEST_CASE("a promise taken back before it was printed is over without the cloud") {
    Story story(a_promise());
    CHECK(story.no_longer_wanted().settles().fact().state == FactState::withdrawn);
}

TEST_CASE("a promise that waits for its receipt holds up none of its customer's other facts") {
    Fact promise = a_promise();
    promise.customer = "ann";
    Fact award = an_award();
    award.id = FactId("s/1");
    award.customer = "ann";
    CHECK(next_due({promise, award}, {}, {nine_o_clock, {}}) == 1);
    promise.printed = true;
    CHECK(next_due({promise, award}, {}, {nine_o_clock, {}}) == 0);
}

TEST_CASE("a promise the cloud keeps is confirmed like any redemption") {
    Story story(a_promise());
    story.is_printed().sends();
    CHECK(std::get<loyalty::CreateOperation>(story.sent_call()).points == Points(15'000));
    CHECK(story.answered(story.its_operation()).fact().state == FactState::confirmed);
    CHECK(story.last().follow_ups.empty());
}

TEST_CASE("a promise refused for any reason is parked with its loss in money, and what was paid is awarded") {
    for (const auto reason : refusals) {
        const Learned last = Story(a_promise()).is_printed().sends().refused(400, reason).last();
        CHECK(last.fact.state == FactState::parked);
        CHECK(last.fact.parking->reason == reason);
        CHECK(last.fact.parking->loss == Money(15'000));
        REQUIRE(last.follow_ups.size() == 1);
        const Fact& award = last.follow_ups.front();
        const auto& operation = std::get<PurchaseFact>(award.body).operation;
        CHECK(award.id == FactId("r/2"));
        CHECK(award.receipt == ReceiptId("r"));
        CHECK(award.state == FactState::pending);
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

TEST_CASE("rule 5: a refusal of a promise after an unclear send counts only once it is proven absent") {
    Story story(a_promise());
    story.is_printed().sends().unanswered().looks_until_the_horizon().sends();
    story.refused(404, Errc::not_found);
    CHECK(story.fact().state == FactState::sent);
    CHECK(story.last().follow_ups.empty());
    story.looks_until_the_horizon();
    CHECK(story.fact().state == FactState::parked);
    CHECK(story.last().follow_ups.size() == 1);
}

TEST_CASE(
    "a promise that was committed although its answer was lost is confirmed, and nothing awarded twice") {
    Story story(a_promise());
    story.is_printed().sends().unanswered().looks_and_sees({story.its_operation()});
    CHECK(story.fact().state == FactState::confirmed);
    CHECK(story.last().follow_ups.empty());
}

TEST_CASE("a promise paid with points alone is parked when refused, and there is nothing to award") {
    Fact all = a_promise();
    std::get<PurchaseFact>(all.body).operation.cash = Money();
    CHECK(Story(all).is_printed().sends().refused(400, Errc::insufficient_funds).last().follow_ups.empty());
}

TEST_CASE("a refused promise that a person puts back in the queue is never sent again: its award is made") {
    Fact fact = refused_promise();
    fact.state = FactState::pending;
    Story story(fact);
    CHECK(story.settles().fact().state == FactState::parked);
    CHECK(story.fact().parking->reason == Errc::duplicate);
    CHECK(story.fact().parking->loss == Money(15'000));
}

TEST_CASE("a person can only write a refused promise off, and its returns go on against the award") {
    const Fact refused = refused_promise();
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
    CHECK(off->facts.size() == 1);
    CHECK(off->facts.front().parking->loss == Money(15'000));
}

TEST_CASE("goods of a refused promise come back as their share of what was paid, and no points with them") {
    const auto part = prepared(return_of(Money(40'000)));
    REQUIRE(part.ready);
    const auto& refund = std::get<RefundFact>(part.fact.body);
    CHECK(refund.operation == OperationId{9});
    CHECK(refund.partial == Money(34'000));
    CHECK(refund.carried == Points());
    const auto whole = prepared(return_of({}));
    REQUIRE(whole.ready);
    CHECK_FALSE(std::get<RefundFact>(whole.fact.body).partial.has_value());
}

TEST_CASE(
    "returns that came before a promise was refused wait for its award, and hold up neither it nor their "
    "customer") {
    Fact lent = a_promise();
    lent.customer = "ann";
    const Story story = Story(lent).is_printed().sends().refused(400, Errc::insufficient_funds);
    Fact award = story.last().follow_ups.front();
    Fact first = return_of(Money(40'000));
    std::get<RefundFact>(first.body).purchase = lent.id;
    first.customer = "ann";
    first.after = lent.id;
    Fact second = first;
    second.id = FactId("back/2");
    second.after = FactId("cancelled/1");
    Fact other = an_award();
    other.customer = "ann";
    const auto due = [&] {
        return due_now({story.fact(), first, second, award, other}, {}, {nine_o_clock, {}}, 4);
    };
    CHECK(due() == std::vector<std::size_t>{3});
    // Given up by a person, the refused redemption is in the queue no more.
    CHECK(due_now({first, second, award}, {}, {nine_o_clock, {}}, 4) == std::vector<std::size_t>{2});
    award.state = FactState::parked;
    CHECK(due() == std::vector<std::size_t>{4});
    award.state = FactState::confirmed;
    CHECK(due() == std::vector<std::size_t>{1});
}

TEST_CASE("a return of goods that were paid with refused points alone is over at once") {
    Fact lent = a_promise();
    auto& operation = std::get<PurchaseFact>(lent.body).operation;
    operation.points = points_for(operation.total);
    operation.cash = Money();
    const Story story = Story(lent).is_printed().sends().refused(400, Errc::insufficient_funds);
    const auto prepared = prepare_refund(return_of({}), story.fact(), {}, {nine_o_clock, {}}, Policy());
    CHECK_FALSE(prepared.ready);
    CHECK(prepared.fact.state == FactState::cancelled);
}

TEST_CASE("a return of a refused promise waits for nothing but its award") {
    Fact refund = return_of({});
    refund.after = FactId("r/1");
    CHECK(next_due({refused_promise(), refund}, {}, {nine_o_clock, {}}) == 1);
    Fact award = confirmed_award();
    award.state = FactState::sent;
    CHECK_FALSE(prepare_refund(refund, refused_promise(), {}, {nine_o_clock, {}}, Policy(), award).ready);
}

}  // namespace tillpoints::replay
