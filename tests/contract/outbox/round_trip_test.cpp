#include <catch2/catch.hpp>

#include "plugin/entries/stored_status.hpp"
#include "sample_entries.hpp"

namespace tillpoints::testing {

TEST_CASE("an entry that was parked before and is tried again keeps the loss of that parking") {
    const Shop shop;
    OutboxEntry entry = sale("r");
    entry.state = stored_status(EntryState::pending, {}, Money(10'000));
    store(*shop.open(), entry);
    CHECK(all_entries(*shop.open()) == std::vector<OutboxEntry>{entry});
}

TEST_CASE("an entry is read back exactly as it was stored, in the same run and after a restart") {
    const Shop shop;
    const OutboxEntry full = sale_with_everything("r-1");
    const OutboxEntry plain = sale("r-2");
    const OutboxEntry refund = refund_of(full, "r-3");
    OutboxEntry reward = sale("r-4");
    reward.body = RewardEntry{full.id, ParticipantId{9}, Points(-5), "difference of a proportion"};
    for (int run = 0; run < 2; ++run) {
        const auto outbox = shop.open();
        if (run == 0) store(*outbox, Batch{{}, {full, plain, refund, reward}, {}, {}, {}});
        CHECK(all_entries(*outbox) == std::vector<OutboxEntry>{full, plain, refund, reward});
        CHECK(outbox->entry(full.id).value() == full);
        CHECK_FALSE(outbox->entry(EntryId("nobody/1")).value().has_value());
    }
}

TEST_CASE("a known entry is replaced in its place, a new one is appended") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, sale("a"));
    store(*outbox, sale("b"));
    OutboxEntry changed = in_state(sale("a"), EntryState::sent);
    changed.tries = 3;
    changed.receipt = ReceiptId("elsewhere");
    store(*outbox, Batch{{}, {changed, sale("c")}, {}, {}, {}});
    CHECK(all_entries(*outbox) == std::vector<OutboxEntry>{changed, sale("b"), sale("c")});
    CHECK(outbox->entries_of(ReceiptId("elsewhere")).value() == std::vector<OutboxEntry>{changed});
    CHECK(outbox->entries_of(ReceiptId("a")).value().empty());
}

TEST_CASE("of several versions of an entry in one batch the last is stored") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry last = in_state(sale("a"), EntryState::withdrawn);
    store(*outbox, Batch{{}, {sale("a"), in_state(sale("a"), EntryState::sent), last}, {}, {}, {}});
    CHECK(all_entries(*outbox) == std::vector<OutboxEntry>{last});
}

TEST_CASE("sessions are stored by receipt, and the unfinished ones are found in order") {
    const Shop shop;
    const StoredSession first{ReceiptId("r-1"), "shift-1", false, at(5), std::string("{\"phone\":\0}", 11)};
    StoredSession second{ReceiptId("r-2"), "shift-1", false, at(4), ""};
    {
        const auto outbox = shop.open();
        store(*outbox, Batch{{first, second}, {}, {}, {}, {}});
        CHECK(outbox->unfinished_sessions().value() == std::vector<StoredSession>{first, second});
        second.finished = true;
        second.state = "closed";
        store(*outbox, Batch{{second}, {}, {}, {}, {}});
    }
    const auto outbox = shop.open();
    CHECK(outbox->unfinished_sessions().value() == std::vector<StoredSession>{first});
    CHECK(outbox->session(ReceiptId("r-2")).value() == second);
    CHECK_FALSE(outbox->session(ReceiptId("r-3")).value().has_value());
}

TEST_CASE("the journal keeps each receipt's lines in order") {
    const Shop shop;
    const auto outbox = shop.open();
    const JournalLine opened{ReceiptId("r-1"), {}, at(9), "opened", ""};
    const JournalLine stored{ReceiptId("r-1"), EntryId("r-1/1"), at(8), "stored", "award"};
    const JournalLine other{ReceiptId("r-2"), EntryId("r-2/1"), at(1), "parked", "not_found"};
    store(*outbox, Batch{{}, {}, {opened, other}, {}, {}});
    store(*outbox, Batch{{}, {}, {stored}, {}, {}});
    CHECK(outbox->journal_of(ReceiptId("r-1")).value() == std::vector<JournalLine>{opened, stored});
    CHECK(outbox->journal_of(ReceiptId("r-2")).value() == std::vector<JournalLine>{other});
    CHECK(outbox->journal_of(ReceiptId("r-3")).value().empty());
}

TEST_CASE("a named value can be replaced, and an empty value differs from an absent one") {
    const Shop shop;
    const auto outbox = shop.open();
    CHECK_FALSE(outbox->value("settings").value().has_value());
    store(*outbox, Batch{{}, {}, {}, {}, {{"settings", "old"}, {"empty", ""}}});
    store(*outbox, Batch{{}, {}, {}, {}, {{"settings", std::string("new\0er", 6)}}});
    CHECK(outbox->value("settings").value() == std::string("new\0er", 6));
    CHECK(outbox->value("empty").value() == "");
}

TEST_CASE("the hash of an identity is the same within an installation and differs between installations") {
    const Shop shop;
    const Shop elsewhere;
    const auto hash = shop.open()->keyed_hash("+77011234567");
    CHECK(hash.size() == 64);
    CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(shop.open()->keyed_hash("+77011234567") == hash);
    CHECK(shop.open()->keyed_hash("+77011234568") != hash);
    CHECK(elsewhere.open()->keyed_hash("+77011234567") != hash);
}

TEST_CASE("no personal data is readable in any file of the outbox") {
    const Shop shop;
    {
        const auto outbox = shop.open();
        store(*outbox, Batch{{{ReceiptId("r"), "s", false, at(1), "who +77011234567"}},
                             {sale_with_everything("r")},
                             {},
                             {},
                             {{"balance", "of +77011234567"}}});
        for (const auto& entry : std::filesystem::directory_iterator(shop.folder())) {
            CHECK(bytes_of(entry.path().string()).find("77011234567") == std::string::npos);
            CHECK(bytes_of(entry.path().string()).find("Айгүл") == std::string::npos);
        }
    }
    CHECK(bytes_of(shop.file()).find("77011234567") == std::string::npos);
}

TEST_CASE(
    "a batch with an entry whose text is not UTF-8 is refused, because the entry could not be read back") {
    const Shop shop;
    const auto outbox = shop.open();
    OutboxEntry wrong = sale("wrong");
    std::get<PurchaseEntry>(wrong.body).operation.cashier = loyalty::Cashier{"7", "\xC3("};
    const auto done = outbox->commit(Batch{{}, {sale("right"), wrong}, {}, {}, {}});
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == Errc::misuse);
    CHECK(done.error().where == "fact wrong/1");
    CHECK(all_entries(*outbox).empty());
}

}  // namespace tillpoints::testing
