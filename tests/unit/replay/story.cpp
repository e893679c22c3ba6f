#include "story.hpp"

#include <catch2/catch.hpp>

#include "plugin/entries/number.hpp"
#include "plugin/providers/uds/entry_call.hpp"
#include "plugin/providers/uds/list_scan.hpp"

namespace tillpoints::replay {

using loyalty::Operation;
using loyalty::OperationState;

namespace {

OutboxEntry a_purchase(Points points) {
    OutboxEntry entry;
    entry.id = EntryId("r/1");
    entry.receipt = ReceiptId("r");
    entry.created = nine_o_clock;
    PurchaseEntry body;
    body.operation.who = loyalty::ByCode{"123456"};
    body.operation.nonce = Nonce("11111111-1111-4111-8111-111111111111");
    body.operation.total = Money(100'000);
    body.operation.points = points;
    body.operation.cash = body.operation.total - worth(points);
    entry.body = body;
    return entry;
}

}  // namespace

OutboxEntry a_redemption(Points points) {
    return a_purchase(points);
}
OutboxEntry an_award() {
    return a_purchase(Points());
}

OutboxEntry an_offline_redemption() {
    OutboxEntry entry = a_purchase(Points(15'000));
    auto& purchase = std::get<PurchaseEntry>(entry.body);
    purchase.operation.who = loyalty::ByPhone{*Phone::parse("+79161234567")};
    purchase.operation.skip_loyalty_total = Money(20'000);
    purchase.operation.unredeemable_total = Money(5'000);
    purchase.offline = OfflineRedemption{loyalty::ByUid{CustomerUid("ann")}, Nonce("award"), false};
    return entry;
}

OutboxEntry a_return() {
    OutboxEntry entry;
    entry.id = EntryId("back/1");
    entry.receipt = ReceiptId("back");
    entry.created = nine_o_clock;
    RefundEntry body;
    body.purchase = EntryId("r/1");
    body.number = "r/1";
    body.operation = OperationId{7};
    body.partial = Money(40'000);
    body.carried = Points(6'000);
    entry.body = body;
    return entry;
}

OutboxEntry a_correction() {
    OutboxEntry entry;
    entry.id = EntryId("back/1/correction");
    entry.receipt = ReceiptId("back");
    entry.body = RewardEntry{EntryId("back/1"), ParticipantId{5}, Points(150), "return back/1"};
    return entry;
}

loyalty::Refusal refusal(int status, Errc code) {
    return {status, code, "", "", {}};
}

Now Story::now() const {
    return {local_, cloud_};
}

Story& Story::waits(std::chrono::milliseconds time) {
    local_ += time;
    if (cloud_) *cloud_ += time;
    return *this;
}

Story& Story::clock_is_set_by(std::chrono::hours jump) {
    local_ += jump;
    return *this;
}

Story& Story::not_knowing_the_cloud_time() {
    cloud_.reset();
    return *this;
}

Story& Story::no_longer_wanted() {
    entry_.wanted = Wanted::withdraw;
    return *this;
}

Story& Story::is_printed() {
    entry_.printed = true;
    return *this;
}

Story& Story::sends() {
    const auto decision = decides();
    const auto* send = std::get_if<Send>(&decision);
    REQUIRE(send);
    entry_ = send->entry;
    call_ = uds::call_of(send->entry, policy.programme);
    return *this;
}

Story& Story::settles() {
    const auto decision = decides();
    const auto* settle = std::get_if<Settle>(&decision);
    REQUIRE(settle);
    entry_ = settle->entry;
    return *this;
}

Story& Story::learned(Learned outcome) {
    entry_ = outcome.entry;
    last_ = std::move(outcome);
    return *this;
}

Story& Story::answered(loyalty::Answer answer, std::optional<std::chrono::milliseconds> retry_after) {
    return learned(learn(entry_, SendResult(std::move(answer)), retry_after, now(), policy));
}

Story& Story::unanswered(Errc why) {
    return learned(learn(entry_, Unanswered{why, false}, {}, now(), policy));
}
Story& Story::unsent(Errc why) {
    return learned(learn(entry_, Unanswered{why, true}, {}, now(), policy));
}

Story& Story::looks_and_sees(std::vector<Operation> rows) {
    const auto decision = decides();
    const auto* look_up = std::get_if<LookUp>(&decision);
    REQUIRE(look_up);
    uds::ListScan scan(look_up->look);
    REQUIRE_FALSE(scan.take({std::move(rows), {}}));
    return learned(learn(entry_, scan.findings(), now(), policy));
}

Story& Story::looks_and_gets_lost() {
    const auto decision = decides();
    const auto* look_up = std::get_if<LookUp>(&decision);
    REQUIRE(look_up);
    uds::ListScan scan(look_up->look);
    REQUIRE(scan.take({{}, "again"}));
    REQUIRE_FALSE(scan.take({{}, "again"}));
    return learned(learn(entry_, scan.findings(), now(), policy));
}

Story& Story::looks_until_the_horizon(std::vector<Operation> rows) {
    for (int i = 0; i < 100; ++i) {
        const auto decision = decides();
        if (const auto* wait = std::get_if<Wait>(&decision))
            waits(wait->until - local_);
        else if (std::holds_alternative<LookUp>(decision))
            looks_and_sees(rows);
        else
            return *this;
    }
    FAIL("looked a hundred times");
    return *this;
}

Operation Story::its_operation(std::int64_t id) const {
    const auto& asked = std::get<PurchaseEntry>(entry_.body).operation;
    Operation operation;
    operation.id = OperationId{id};
    operation.created = cloud_.value_or(nine_o_clock);
    operation.points = -asked.points;
    operation.receipt_number = number_of(entry_);
    operation.total = asked.total;
    operation.cash = asked.cash;
    return operation;
}

Operation Story::its_reversal(std::int64_t id) const {
    const auto* refund = std::get_if<RefundEntry>(&entry_.body);
    Operation reversal;
    reversal.id = OperationId{id};
    reversal.created = cloud_.value_or(nine_o_clock);
    reversal.state = OperationState::reversal;
    reversal.origin = refund ? refund->operation : entry_.operation;
    reversal.customer = loyalty::OperationCustomer{ParticipantId{5}, "", {}, {}};
    reversal.total = refund ? -refund->partial.value_or(Money(100'000))
                            : -std::get<PurchaseEntry>(entry_.body).operation.total;
    reversal.points =
        refund ? refund->carried.value_or(Points()) : std::get<PurchaseEntry>(entry_.body).operation.points;
    return reversal;
}

Story sent_without_answer(OutboxEntry entry) {
    Story story(std::move(entry));
    story.sends().unanswered().waits(1s);
    return story;
}

}  // namespace tillpoints::replay
