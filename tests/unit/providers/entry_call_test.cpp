#include "plugin/providers/uds/entry_call.hpp"

#include <catch2/catch.hpp>

#include "plugin/entries/stored_status.hpp"

namespace tillpoints::uds {
namespace {

OutboxEntry sent(EntryBody body, EntryState state = EntryState::sent) {
    OutboxEntry entry;
    entry.id = EntryId("r/2");
    entry.body = std::move(body);
    entry.state = stored_status(state);
    return entry;
}

PurchaseEntry sale(Money total, Money cash) {
    PurchaseEntry purchase;
    purchase.operation.who = loyalty::ByCode{"123456"};
    purchase.operation.nonce = Nonce("nonce");
    purchase.operation.total = total;
    purchase.operation.cash = cash;
    return purchase;
}

loyalty::CreateOperation purchase_call(const OutboxEntry& entry,
                                       std::optional<loyalty::DiscountPolicy> programme = {}) {
    return std::get<loyalty::CreateOperation>(call_of(entry, programme));
}

}  // namespace

TEST_CASE("a purchase is submitted under its entry's id as its number, with its nonce") {
    const auto call = purchase_call(sent(sale(Money(1'000), Money(700))));
    CHECK(call.number == "r/2");
    CHECK(call.nonce == Nonce("nonce"));
    CHECK(call.cash == Money(700));
}

TEST_CASE("under a percent programme a sale at full price skips the discount, and only that") {
    constexpr auto percent = loyalty::DiscountPolicy::apply_discount;
    CHECK(purchase_call(sent(sale(Money(1'000), Money(1'000))), percent).skip_loyalty_total == Money(1'000));
    CHECK_FALSE(purchase_call(sent(sale(Money(1'000), Money(700))), percent).skip_loyalty_total);
    CHECK_FALSE(purchase_call(sent(sale(Money(1'000), Money(1'000)))).skip_loyalty_total);
}

TEST_CASE("a return gives back its part of the sale, and an unwanted purchase the whole") {
    RefundEntry refund;
    refund.operation = OperationId{7};
    refund.partial = Money(400);
    const auto part = std::get<loyalty::RefundOperation>(call_of(sent(refund), {}));
    CHECK(part.id == OperationId{7});
    CHECK(part.partial_amount == Money(400));
    OutboxEntry unwanted = sent(sale(Money(1'000), Money(700)), EntryState::reversal_sent);
    unwanted.operation = OperationId{8};
    const auto whole = std::get<loyalty::RefundOperation>(call_of(unwanted, {}));
    CHECK(whole.id == OperationId{8});
    CHECK_FALSE(whole.partial_amount);
}

TEST_CASE("a correction of points goes to its participant with its comment") {
    const auto call = std::get<loyalty::Reward>(
        call_of(sent(RewardEntry{EntryId("back/1"), ParticipantId{5}, Points(150), "return back/1"}), {}));
    CHECK(call.points == Points(150));
    CHECK(call.comment == "return back/1");
}

}  // namespace tillpoints::uds
