#include <catch2/catch.hpp>

#include "story.hpp"

/// Rules 7 and 8: returns of goods.
namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

OutboxEntry of_another_till(std::string number) {
    OutboxEntry entry = a_return();
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.operation.reset();
    refund.purchase = {};
    refund.number = std::move(number);
    return entry;
}

Operation sale(std::int64_t id, std::string number, OperationState state = OperationState::normal) {
    Operation operation;
    operation.id = OperationId{id};
    operation.created = nine_o_clock - 24h;
    operation.state = state;
    operation.total = Money(90'000);
    operation.points = Points(-15'000);
    operation.receipt_number = std::move(number);
    return operation;
}

const RefundEntry& body(const Story& story) {
    return std::get<RefundEntry>(story.entry().body);
}

const RewardEntry& correction(const Story& story) {
    REQUIRE(story.last().follow_ups.size() == 1);
    return std::get<RewardEntry>(story.last().follow_ups.front().body);
}

}  // namespace

TEST_CASE("a return the cloud answers is confirmed with the points that came back") {
    Story story(a_return());
    story.sends().answered(story.its_reversal());
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.entry().reversal == OperationId{8});
    CHECK(story.entry().cloud_points == Points(6'000));
    CHECK(story.last().follow_ups.empty());
}

TEST_CASE("rule 7: an unclear return is ours if exactly one new reversal has its sum") {
    Story story(a_return());
    story.sends().unanswered().waits(2s).looks_and_sees({story.its_reversal()});
    CHECK(story.entry().state == EntryState::confirmed);
}

TEST_CASE("rule 7: reversals known before the send, of another sum or of another sale are not ours") {
    OutboxEntry entry = a_return();
    std::get<RefundEntry>(entry.body).known_reversals = {OperationId{5}};
    Story story(entry);
    story.sends().unanswered().waits(2s);
    auto other_sum = story.its_reversal(6);
    other_sum.total = Money(-39'999);
    auto other_sale = story.its_reversal(7);
    other_sale.origin = OperationId{70};
    CHECK(story.looks_and_sees({story.its_reversal(5), other_sum, other_sale}).entry().state ==
          EntryState::sent);
}

TEST_CASE(
    "rule 7: a reversal that another terminal made before our send is not ours, although it was not known "
    "here") {
    Story story(a_return());
    story.sends().unanswered();
    auto earlier = story.its_reversal();
    earlier.created = nine_o_clock - 2h;
    CHECK(story.waits(2s).looks_and_sees({earlier}).entry().state == EntryState::sent);
}

TEST_CASE("rule 7: more than one new reversal with the sum parks") {
    Story story(a_return());
    story.sends().unanswered().looks_and_sees({story.its_reversal(8), story.its_reversal(9)});
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::duplicate);
    CHECK(story.entry().parking()->loss == Money(6'000));
}

TEST_CASE("a return absent at the horizon is sent again; refused and absent, it is parked") {
    Story lost(a_return());
    CHECK(lost.sends().unanswered().looks_until_the_horizon().entry().state == EntryState::pending);
    Story refused(a_return());
    refused.sends().unanswered().looks_until_the_horizon().waits(1s).sends().refused(400, Errc::bad_request);
    CHECK(refused.entry().state == EntryState::sent);
    CHECK(refused.looks_until_the_horizon().entry().state == EntryState::parked);
}

TEST_CASE("a return refused at its first send is parked with the points its lines carried") {
    Story story(a_return());
    story.sends().refused(400, Errc::bad_request);
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->loss == Money(6'000));
}

TEST_CASE("an answer that is no reversal of the sale never leads to a second refund") {
    Story story(a_return());
    story.sends().answered(sale(7, "r/1", OperationState::canceled)).looks_until_the_horizon();
    CHECK(story.entry().state == EntryState::parked);
}

TEST_CASE(
    "rule 7: points that the cloud gave back short are given by a correction, and excess ones are taken") {
    const std::int64_t returned = GENERATE(5'990, 6'010, 0);
    Story story(a_return());
    auto reversal = story.its_reversal();
    reversal.points = Points(returned);
    story.sends().answered(reversal);
    CHECK(correction(story).points == Points(6'000 - returned));
    CHECK(correction(story).participant == ParticipantId{5});
    CHECK(correction(story).cause == EntryId("back/1"));
    CHECK(story.last().follow_ups.front().state == EntryState::pending);
}

TEST_CASE("rule 7: the correction follows a return found by looking as well, under the same id") {
    Story story(a_return());
    story.sends().unanswered();
    auto reversal = story.its_reversal();
    reversal.points = Points(5'000);
    story.looks_and_sees({reversal});
    CHECK(correction(story).points == Points(1'000));
    CHECK(story.last().follow_ups.front().id == EntryId("back/1/correction"));
}

TEST_CASE("rule 7: a shop may have the difference only reported") {
    Story story(a_return());
    story.policy.correct_returns = false;
    auto reversal = story.its_reversal();
    reversal.points = Points(5'000);
    story.sends().answered(reversal);
    CHECK(story.last().follow_ups.empty());
    CHECK(story.last().note.find("10") != std::string::npos);
    CHECK(story.entry().state == EntryState::confirmed);
}

TEST_CASE("a difference of a customer the cloud does not name is reported instead of lost") {
    Story story(a_return());
    auto reversal = story.its_reversal();
    reversal.points = Points(5'000);
    reversal.customer.reset();
    story.sends().answered(reversal);
    CHECK(story.last().follow_ups.empty());
    CHECK(story.last().note.find("10") != std::string::npos);
}

TEST_CASE("rule 8: another terminal's sale is found by its number or by its receipt") {
    for (const auto& number : {"s/2", "s/"}) {
        Story story(of_another_till(number));
        story.looks_and_sees({sale(3, "s/2"), sale(4, "other/2"), sale(2, "s/1", OperationState::canceled)});
        CHECK(body(story).operation == OperationId{3});
        CHECK(story.entry().state == EntryState::pending);
        story.sends();
        CHECK(std::get<loyalty::RefundOperation>(story.sent_call()).id == OperationId{3});
    }
}

TEST_CASE(
    "rule 8: if the noted attempt is not the one that was paid, the receipt's other attempts are tried") {
    Story story(of_another_till("s/1"));
    const std::vector<Operation> rows{sale(3, "s/2"), sale(2, "s/1", OperationState::canceled)};
    story.looks_and_sees(rows).looks_and_sees(rows);
    CHECK(body(story).operation == OperationId{3});
}

TEST_CASE(
    "rule 8: an attempt that was refunded in full counts no more, even if the cloud shows it unchanged") {
    for (const auto& number : {"s/1", "s/"}) {
        const Operation first = sale(2, "s/1");
        Operation back = first;
        back.id = OperationId{5};
        back.state = OperationState::reversal;
        back.origin = first.id;
        back.total = -first.total;
        const std::vector<Operation> rows{back, sale(3, "s/2"), first};
        Story story(of_another_till(number));
        story.looks_and_sees(rows);
        if (!body(story).operation) story.looks_and_sees(rows);
        CHECK(body(story).operation == OperationId{3});
    }
}

TEST_CASE("rule 8: a sale that is not to be found, or found twice, parks its return") {
    Story none(of_another_till("s/"));
    CHECK(none.looks_and_sees({}).entry().state == EntryState::parked);
    CHECK(none.entry().parking()->reason == Errc::not_found);
    Story two(of_another_till("s/"));
    CHECK(two.looks_and_sees({sale(3, "s/1"), sale(4, "s/2")}).entry().state == EntryState::parked);
    CHECK(two.entry().parking()->reason == Errc::duplicate);
}

TEST_CASE(
    "rule 8: a redemption found by its receipt alone is used only when its own terminal has had a day to "
    "withdraw it") {
    Story story(of_another_till("s/"));
    Operation young = sale(3, "s/1");
    young.created = nine_o_clock - 10s;
    story.looks_and_sees({young});
    CHECK_FALSE(body(story).operation.has_value());
    CHECK(story.entry().not_before == young.created + story.policy.unproven_sale_age);
    story.waits(24h).looks_and_sees({young});
    CHECK(body(story).operation == OperationId{3});
}

TEST_CASE("rule 8: the age of a redemption is not known before the cloud has told its time") {
    Story story(of_another_till("s/"));
    story.not_knowing_the_cloud_time().looks_and_sees({sale(3, "s/1")});
    CHECK_FALSE(body(story).operation.has_value());
    CHECK(story.entry().not_before == nine_o_clock + story.policy.look_cap);
}

TEST_CASE("rule 8: an award found by its receipt alone is used at once, because awards are not withdrawn") {
    Story story(of_another_till("s/"));
    Operation young = sale(3, "s/2");
    young.created = nine_o_clock - 10s;
    young.points = Points(500);
    young.cash = young.total;
    CHECK(body(story.looks_and_sees({young})).operation == OperationId{3});
}

TEST_CASE("a failed search for another terminal's sale is tried again later, not at once") {
    Story story(of_another_till("s/"));
    story.looks_and_gets_lost();
    CHECK(story.entry().state == EntryState::pending);
    CHECK(story.entry().not_before == nine_o_clock + story.policy.look_cap);
}

TEST_CASE("rule 7: returns that other terminals made of a sale are known before ours is sent") {
    Story story(of_another_till("s/2"));
    Operation theirs = sale(6, "");
    theirs.state = OperationState::reversal;
    theirs.origin = OperationId{3};
    theirs.total = Money(-40'000);
    story.looks_and_sees({theirs, sale(3, "s/2")});
    CHECK(body(story).known_reversals == std::vector{OperationId{6}});
}

TEST_CASE(
    "a part of a sale whose offline points the cloud refused is returned in proportion to what was paid") {
    OutboxEntry entry = of_another_till("s/");
    std::get<RefundEntry>(entry.body).of_total = Money(100'000);
    Operation award = sale(3, "s/2");
    award.total = award.cash = Money(80'000);
    award.points = Points();
    Story story(entry);
    story.looks_and_sees({award});
    CHECK(body(story).partial == Money(32'000));
    CHECK(body(story).carried == Points());
}

TEST_CASE("points a foreign receipt claims are bounded by what its sale really spent") {
    OutboxEntry entry = of_another_till("s/2");
    std::get<RefundEntry>(entry.body).carried = Points(1'000'000'000);
    Story story(entry);
    story.looks_and_sees({sale(3, "s/2")});
    CHECK(body(story).carried == Points(15'000));
}

TEST_CASE("if the points of the lines are not known, the cloud's proportion is not corrected") {
    OutboxEntry entry = of_another_till("s/");
    std::get<RefundEntry>(entry.body).carried.reset();
    Story story(entry);
    story.looks_and_sees({sale(3, "s/2")}).sends();
    auto reversal = story.its_reversal();
    reversal.points = Points(6'000);
    story.answered(reversal);
    CHECK(story.entry().state == EntryState::confirmed);
    CHECK(story.last().follow_ups.empty());
}

}  // namespace tillpoints::replay
