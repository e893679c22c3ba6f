#include <catch2/catch.hpp>

#include "recorded_disk.hpp"
#include "sample_entries.hpp"
#include "scenario.hpp"

namespace tillpoints::testing {
namespace {

using std::chrono::days;

constexpr auto day_zero = std::chrono::seconds(1000);

Timestamp on_day(int day) {
    return Timestamp(day_zero) + days(day);
}

Retention keeping(int personal, int records) {
    Retention retention;
    retention.personal = days(personal);
    retention.records = days(records);
    retention.without_customer = [](const std::string& state) {
        return state.find("Ann") == std::string::npos ? std::nullopt : std::optional<std::string>("nobody");
    };
    return retention;
}

/// Runs slices until the round is complete; gives their number.
int round_of(Outbox& outbox, const Retention& retention, Timestamp now) {
    int slices = 1;
    while (outbox.forget(retention, now).value()) REQUIRE(++slices < 10'000);
    return slices;
}

const loyalty::Identity nobody = loyalty::ByUid{};

loyalty::Identity customer_of(Outbox& outbox, const std::string& entry) {
    return std::get<PurchaseEntry>(outbox.entry(EntryId(entry)).value()->body).operation.who;
}

OutboxEntry confirmed(const std::string& receipt) {
    return in_state(sale(receipt), EntryState::confirmed);
}

void close(Outbox& outbox, const std::string& receipt, Timestamp when) {
    Batch batch;
    batch.sessions.push_back({ReceiptId(receipt), "17", true, when, "Ann"});
    batch.receipts.push_back(receipt_record(receipt, "17"));
    batch.journal.push_back({ReceiptId(receipt), {}, when, "closed", ""});
    store(outbox, batch);
}

}  // namespace

TEST_CASE("rule 12: who the customer was is erased after the shop's days, ids and sums stay") {
    const Shop shop;
    const auto outbox = shop.open();
    OutboxEntry entry = confirmed("a");
    std::get<PurchaseEntry>(entry.body).operation.cashier = loyalty::Cashier{"7", "Aigul"};
    store(*outbox, entry);
    round_of(*outbox, keeping(30, 1096), on_day(29));
    CHECK(*outbox->entry(entry.id).value() == entry);
    round_of(*outbox, keeping(30, 1096), on_day(31));
    OutboxEntry expected = entry;
    auto& operation = std::get<PurchaseEntry>(expected.body).operation;
    operation.who = nobody;
    operation.cashier->name.reset();
    expected.customer.clear();
    CHECK(*outbox->entry(entry.id).value() == expected);
    CHECK(outbox->counts()->confirmed == 1);
}

TEST_CASE("rule 12: an entry's age counts from its latest journal line or the cloud's latest time") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, confirmed("by-journal"));
    Batch late;
    late.journal.push_back({ReceiptId("by-journal"), EntryId("by-journal/1"), on_day(50), "confirmed", ""});
    store(*outbox, late);
    OutboxEntry by_cloud = confirmed("by-cloud");
    by_cloud.last_sent = SentAt{on_day(-5000), on_day(50)};
    store(*outbox, by_cloud);
    store(*outbox, confirmed("plain"));
    round_of(*outbox, keeping(30, 1096), on_day(60));
    CHECK(customer_of(*outbox, "plain/1") == nobody);
    CHECK_FALSE(customer_of(*outbox, "by-journal/1") == nobody);
    CHECK_FALSE(customer_of(*outbox, "by-cloud/1") == nobody);
    round_of(*outbox, keeping(30, 1096), on_day(81));
    CHECK(customer_of(*outbox, "by-journal/1") == nobody);
    CHECK(customer_of(*outbox, "by-cloud/1") == nobody);
}

TEST_CASE("rule 12: unfinished entries and entries of open receipts are never erased, however old") {
    const Shop shop;
    const auto outbox = shop.open();
    const std::vector<OutboxEntry> kept{in_state(sale("p"), EntryState::pending),
                                        in_state(sale("s"), EntryState::sent),
                                        in_state(sale("r"), EntryState::reversal_sent),
                                        in_state(sale("k"), EntryState::parked),
                                        in_state(sale("u"), EntryState::confirmed, Wanted::withdraw),
                                        confirmed("open")};
    store(*outbox, Batch{{{ReceiptId("open"), "17", false, on_day(0), "Ann"}}, kept, {}, {}, {}});
    round_of(*outbox, keeping(1, 2), on_day(9000));
    CHECK(all_entries(*outbox) == kept);
    CHECK(outbox->unfinished_sessions()->at(0).state == "Ann");
}

TEST_CASE(
    "rule 12: after three years an entry is deleted with its receipt, session and journal, and no other") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, confirmed("old"));
    close(*outbox, "old", on_day(0));
    OutboxEntry young = confirmed("young");
    young.created = on_day(500);
    store(*outbox, young);
    close(*outbox, "young", on_day(500));
    close(*outbox, "without a card", on_day(0));
    round_of(*outbox, keeping(30, 1096), on_day(1097));
    CHECK(all_entries(*outbox).size() == 1);
    CHECK(outbox->journal_of(ReceiptId("old"))->empty());
    CHECK(outbox->journal_of(ReceiptId("without a card"))->empty());
    CHECK_FALSE(outbox->session(ReceiptId("old")).value().has_value());
    CHECK(outbox->journal_of(ReceiptId("young"))->size() == 1);
    CHECK(outbox->session(ReceiptId("young")).value()->state == "nobody");
    CHECK(outbox->shift_totals("17")->receipts == 1);
    CHECK(outbox->counts()->confirmed == 1);
}

TEST_CASE("rule 12: a sale is kept while one of its returns is unfinished") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry sold = confirmed("a");
    store(*outbox, sold);
    store(*outbox, refund_of(sold, "back"));
    round_of(*outbox, keeping(30, 60), on_day(9000));
    CHECK(outbox->entry(sold.id).value().has_value());
    store(*outbox, in_state(refund_of(sold, "back"), EntryState::confirmed));
    round_of(*outbox, keeping(30, 60), on_day(9000));
    CHECK(all_entries(*outbox).empty());
}

TEST_CASE("rule 12: a clock that was ahead erases nothing too early and makes no record younger than it is") {
    const Shop shop;
    const auto outbox = shop.open();
    OutboxEntry ahead = confirmed("ahead");
    ahead.created = on_day(20'000);
    store(*outbox, ahead);
    OutboxEntry told = confirmed("told");
    told.created = on_day(20'000);
    told.last_sent = SentAt{on_day(20'000), on_day(10)};
    store(*outbox, told);
    round_of(*outbox, keeping(30, 1096), on_day(100));
    CHECK_FALSE(customer_of(*outbox, "ahead/1") == nobody);
    CHECK(customer_of(*outbox, "told/1") == nobody);
}

TEST_CASE("rule 12: the next round, after a restart too, begins at the first identity that is not erased") {
    const Shop shop;
    {
        const auto outbox = shop.open();
        for (int i = 0; i < 300; ++i) store(*outbox, confirmed("r" + std::to_string(i)));
        CHECK(round_of(*outbox, keeping(30, 1096), on_day(31)) >= 300 / 64 + 4);
        store(*outbox, sale("pending"));
        store(*outbox, confirmed("after the pending one"));
    }
    const auto outbox = shop.open();
    const int slices = round_of(*outbox, keeping(30, 1096), on_day(32));
    CHECK(slices == 5);
    CHECK(customer_of(*outbox, "after the pending one/1") == nobody);
    store(*outbox, in_state(sale("pending"), EntryState::confirmed));
    round_of(*outbox, keeping(30, 1096), on_day(32));
    CHECK(customer_of(*outbox, "pending/1") == nobody);
}

TEST_CASE("erasing and vacuum run in bounded slices, and a commit between two of them costs one sync") {
    RecordedOutbox recorded;
    auto& [shop, disk, outbox] = recorded;
    constexpr int entries = 3'000;
    for (int done = 0; done < entries;) {
        Batch batch;
        for (int i = 0; i < 100; ++i, ++done) batch.entries.push_back(confirmed("r" + std::to_string(done)));
        store(*outbox, batch);
    }
    REQUIRE(outbox->tidy().has_value());
    const auto size = std::filesystem::file_size(shop.file());
    std::size_t slices = 0, most_steps = 0;
    for (bool more = true; more; ++slices) {
        REQUIRE(slices < 1'000);
        disk.forget();
        more = outbox->forget(keeping(30, 60), on_day(100)).value();
        most_steps = std::max(most_steps, disk.steps().size());
        disk.forget();
        store(*outbox, sale("new " + std::to_string(slices)));
        std::size_t syncs = 0;
        for (const auto& step : disk.steps()) syncs += step.kind == DiskStep::Kind::sync;
        REQUIRE(syncs == 1);
    }
    CHECK(most_steps < 1'200);
    CHECK(slices > 2 * entries / 64);
    CHECK(outbox->counts()->confirmed == 0);
    CHECK(outbox->counts()->pending == std::int64_t(slices));
    CHECK(std::filesystem::file_size(shop.file()) < size / 2 + (slices << 11));
    CHECK(shop.ask("PRAGMA integrity_check") == "ok");
    WARN("slices " << slices << ", most writes and syncs of one " << most_steps << ", file " << size << " -> "
                   << std::filesystem::file_size(shop.file()));
}

TEST_CASE("a slice of erasing that the disk refuses is done again") {
    RecordedOutbox recorded;
    auto& [shop, disk, outbox] = recorded;
    for (int i = 0; i < 100; ++i) store(*outbox, confirmed("r" + std::to_string(i)));
    int failures = 0;
    for (int tries = 0; tries < 500; ++tries) {
        if (tries % 2 == 0) disk.fail(disk.attempts() + std::size_t(tries) % 7, 1, SQLITE_FULL);
        const auto more = outbox->forget(keeping(30, 1096), on_day(31));
        failures += !more;
        if (more && !*more) break;
    }
    CHECK(failures > 0);
    disk.fail(0, 0, SQLITE_OK);
    round_of(*outbox, keeping(30, 1096), on_day(31));
    for (int i = 0; i < 100; ++i) REQUIRE(customer_of(*outbox, "r" + std::to_string(i) + "/1") == nobody);
}

TEST_CASE("a read-only process erases nothing") {
    const Shop shop;
    store(*shop.open(), confirmed("a"));
    auto options = shop.options();
    options.read_only = true;
    CHECK(Outbox::open(options).value()->forget(keeping(1, 2), on_day(9000)).error().code == Errc::misuse);
}

}  // namespace tillpoints::testing
