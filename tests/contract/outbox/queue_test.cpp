#include <catch2/catch.hpp>

#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

std::vector<std::string> ids(const std::vector<OutboxEntry>& entries) {
    std::vector<std::string> out;
    for (const auto& entry : entries) out.push_back(entry.id.text);
    return out;
}

Batch one_in_each_state() {
    Batch batch;
    batch.entries = {in_state(sale("kept"), EntryState::confirmed),
                     in_state(sale("pending"), EntryState::pending),
                     in_state(sale("withdrawn"), EntryState::withdrawn),
                     in_state(sale("sent"), EntryState::sent),
                     in_state(sale("unwanted"), EntryState::confirmed, Wanted::withdraw),
                     in_state(sale("reversing"), EntryState::reversing),
                     in_state(sale("reversal_sent"), EntryState::reversal_sent, Wanted::withdraw),
                     in_state(sale("cancelled"), EntryState::cancelled),
                     in_state(sale("written_off"), EntryState::written_off),
                     in_state(sale("parked"), EntryState::parked)};
    return batch;
}

}  // namespace

TEST_CASE("unsettled entries are those with something left to do, oldest first") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, one_in_each_state());
    CHECK(ids(outbox->unsettled(100).value()) == std::vector<std::string>{"pending/1", "sent/1", "unwanted/1",
                                                                          "reversing/1", "reversal_sent/1",
                                                                          "parked/1"});
    CHECK(ids(outbox->unsettled(2).value()) == std::vector<std::string>{"pending/1", "sent/1"});
    CHECK(outbox->unsettled(0).value().empty());
}

TEST_CASE("a confirmed entry that is no longer wanted is unsettled again, at its old place") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, in_state(sale("first"), EntryState::confirmed));
    store(*outbox, sale("second"));
    store(*outbox, in_state(sale("first"), EntryState::confirmed, Wanted::withdraw));
    CHECK(ids(outbox->unsettled(10).value()) == std::vector<std::string>{"first/1", "second/1"});
}

TEST_CASE("the counts are right for every state, however an entry reached it") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, one_in_each_state());
    auto counts = outbox->counts().value();
    CHECK(counts.pending == 1);
    CHECK(counts.settling == 4);
    CHECK(counts.parked == 1);
    CHECK(counts.confirmed == 1);
    CHECK(counts.withdrawn == 1);
    CHECK(counts.given_up == 2);
    CHECK(counts.quarantined == 0);

    store(*outbox, in_state(sale("pending"), EntryState::confirmed));
    store(*outbox, in_state(sale("unwanted"), EntryState::withdrawn, Wanted::withdraw));
    store(*outbox, in_state(sale("kept"), EntryState::confirmed, Wanted::withdraw));
    store(*outbox, in_state(sale("parked"), EntryState::written_off));
    counts = outbox->counts().value();
    CHECK(counts.pending == 0);
    CHECK(counts.settling == 4);
    CHECK(counts.parked == 0);
    CHECK(counts.confirmed == 1);
    CHECK(counts.withdrawn == 2);
    CHECK(counts.given_up == 3);
}

TEST_CASE("the refunds of a purchase are found by it") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry sold = sale("sold");
    store(*outbox, Batch{{},
                         {sold, sale("other"), refund_of(sold, "back-1"), refund_of(sale("other"), "back-2"),
                          refund_of(sold, "back-3")},
                         {},
                         {},
                         {}});
    CHECK(ids(outbox->refunds_of(sold.id).value()) == std::vector<std::string>{"back-1/1", "back-3/1"});
    CHECK(outbox->refunds_of(EntryId("nobody/1")).value().empty());
}

TEST_CASE("a shift's totals count its receipts, and only awards that are still wanted") {
    const Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    const auto with_card = [&](const std::string& receipt, std::int64_t award, std::int64_t redeemed) {
        auto record = receipt_record(receipt, "7");
        record.with_card = true;
        record.award_promised = Points(award);
        record.redeemed = Points(redeemed);
        batch.receipts.push_back(record);
    };
    with_card("kept", 100, 20);
    with_card("waiting", 10, 0);
    with_card("withdrawn", 1, 0);
    with_card("again", 1000, 0);
    with_card("parked", 10'000, 0);
    batch.receipts.push_back(receipt_record("nobody", "7"));
    batch.receipts.push_back(receipt_record("yesterday", "6"));
    batch.entries = {in_state(sale("kept"), EntryState::confirmed),
                     sale("waiting"),
                     in_state(sale("withdrawn"), EntryState::withdrawn, Wanted::withdraw),
                     in_state(sale("again", 1), EntryState::withdrawn, Wanted::withdraw),
                     in_state(sale("again", 2), EntryState::sent),
                     in_state(sale("parked"), EntryState::parked),
                     sale("yesterday"),
                     sale("open")};
    store(*outbox, batch);

    const auto totals = outbox->shift_totals("7").value();
    CHECK(totals.receipts == 6);
    CHECK(totals.with_card == 5);
    CHECK(totals.awarded == Points(11'110));
    CHECK(totals.redeemed == Points(20));
    CHECK(totals.pending == 2);
    CHECK(totals.parked == 1);
    CHECK(outbox->shift_totals("none").value().receipts == 0);
}

TEST_CASE("a receipt recorded again is replaced") {
    const Shop shop;
    const auto outbox = shop.open();
    auto record = receipt_record("r", "7");
    store(*outbox, Batch{{}, {}, {}, {record}, {}});
    record.with_card = true;
    store(*outbox, Batch{{}, {}, {}, {record}, {}});
    CHECK(outbox->shift_totals("7").value().receipts == 1);
    CHECK(outbox->shift_totals("7").value().with_card == 1);
}

TEST_CASE("the query for unsettled entries uses an index without the settled ones") {
    const Shop shop;
    const auto outbox = shop.open();
    const auto plan = shop.ask(
        "EXPLAIN QUERY PLAN SELECT seq, sealed FROM facts INDEXED BY facts_unsettled WHERE "
        "(state IN ('pending','sent','reversing','reversal_sent','parked') OR (state='confirmed' AND "
        "wanted='withdraw')) "
        "ORDER BY seq");
    CHECK(plan.find("facts_unsettled") != std::string::npos);
    CHECK(plan.find("TEMP B-TREE") == std::string::npos);
}

}  // namespace tillpoints::testing
