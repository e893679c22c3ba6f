#include <catch2/catch.hpp>

#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

/// Three sales; another program has changed the record of the second.
void sell_three_and_damage(const Shop& shop, const std::string& how) {
    {
        const auto outbox = shop.open();
        store(*outbox, Batch{{}, {sale("a"), sale("b"), sale("c")}, {}, {}, {}});
    }
    shop.meddle(how);
}

}  // namespace

TEST_CASE("a damaged entry is moved to quarantine, the others are returned, and the journal names it") {
    const auto how =
        GENERATE(as<std::string>{},
                 "UPDATE facts SET sealed = substr(sealed, 1, length(sealed) - 1) || x'00' WHERE id = 'b/1'",
                 "UPDATE facts SET sealed = x'' WHERE id = 'b/1'",
                 "UPDATE facts SET sealed = (SELECT sealed FROM facts WHERE id = 'a/1') WHERE id = 'b/1'",
                 "UPDATE facts SET state = 'sent' WHERE id = 'b/1'",
                 "UPDATE facts SET state = 'never heard of', wanted = 'withdraw' WHERE id = 'b/1'",
                 "UPDATE facts SET operation = 5 WHERE id = 'b/1'",
                 "UPDATE facts SET created = 'today' WHERE id = 'b/1'");
    INFO(how);
    const Shop shop;
    sell_three_and_damage(shop, how);
    {
        const auto outbox = shop.open();
        CHECK(all_entries(*outbox) == std::vector<OutboxEntry>{sale("a"), sale("c")});
        CHECK(outbox->counts().value().quarantined == 1);
        CHECK(outbox->counts().value().pending == 2);
        CHECK_FALSE(outbox->entry(EntryId("b/1")).value().has_value());
        const auto journal = outbox->journal_of(ReceiptId("b")).value();
        REQUIRE(journal.size() == 1);
        CHECK(journal[0].what == "quarantined");
        CHECK(journal[0].entry == EntryId("b/1"));
        CHECK(journal[0].at == at(1'000'000));
    }
    CHECK(shop.ask("SELECT source, id, receipt FROM quarantine") == "facts|b/1|b");
}

TEST_CASE("the journal names the points that a damaged entry puts at stake, or says that they are unknown") {
    const Shop shop;
    sell_three_and_damage(shop, "UPDATE facts SET sealed = x'01' WHERE id <> 'c/1'");
    const auto outbox = shop.open();
    ReceiptRecord record = receipt_record("b", "17");
    record.redeemed = Points(50'000);
    record.award_promised = Points(1'450);
    Batch batch;
    batch.receipts.push_back(record);
    store(*outbox, batch);
    REQUIRE(all_entries(*outbox).size() == 1);
    CHECK(outbox->journal_of(ReceiptId("b")).value().at(0).detail ==
          "facts b/1: the seal does not open; at stake: 500 points redeemed, 14.5 promised");
    CHECK(outbox->journal_of(ReceiptId("a")).value().at(0).detail ==
          "facts a/1: the seal does not open; its receipt is not recorded, the sum at stake is unknown");
}

TEST_CASE(
    "every query for entries quarantines damaged ones, and a limited query still returns enough good ones") {
    const Shop shop;
    sell_three_and_damage(shop, "UPDATE facts SET sealed = x'01' WHERE id = 'a/1'");
    CHECK(shop.open()->unsettled(2).value() == std::vector<OutboxEntry>{sale("b"), sale("c")});
    shop.meddle("UPDATE facts SET sealed = x'01' WHERE id = 'b/1'");
    CHECK(shop.open()->entries_of(ReceiptId("b")).value().empty());
    shop.meddle("UPDATE facts SET sealed = x'01' WHERE id = 'c/1'");
    CHECK_FALSE(shop.open()->entry(EntryId("c/1")).value().has_value());
    CHECK(shop.open()->counts().value().quarantined == 3);
    CHECK(shop.open()->counts().value().pending == 0);
}

TEST_CASE("an entry stored again after its record was damaged is appended as a new one") {
    const Shop shop;
    sell_three_and_damage(shop, "UPDATE facts SET sealed = x'01' WHERE id = 'b/1'");
    const auto outbox = shop.open();
    REQUIRE(all_entries(*outbox).size() == 2);
    store(*outbox, sale("b"));
    CHECK(all_entries(*outbox) == std::vector<OutboxEntry>{sale("a"), sale("c"), sale("b")});
    CHECK(outbox->counts().value().quarantined == 1);
}

TEST_CASE("records sealed with another installation's key are quarantined one by one") {
    const Shop shop;
    const Shop other;
    store(*other.open(), sale("b"));
    sell_three_and_damage(shop, "ATTACH '" + other.file() +
                                    "' AS other; UPDATE facts SET sealed = "
                                    "(SELECT sealed FROM other.facts WHERE id = 'b/1') WHERE id = 'b/1'");
    CHECK(all_entries(*shop.open()).size() == 2);
    CHECK(shop.open()->counts().value().quarantined == 1);
}

TEST_CASE("a damaged session and a damaged value are absent, counted and named in the journal") {
    const Shop shop;
    const StoredSession good{ReceiptId("good"), "s", false, at(1), "state"};
    const StoredSession bad{ReceiptId("bad"), "s", false, at(1), "state"};
    store(*shop.open(), Batch{{bad, good}, {}, {}, {}, {{"settings", "x"}}});
    shop.meddle(
        "UPDATE sessions SET sealed = x'01' WHERE receipt = 'bad'; UPDATE named_values SET sealed = x'01'");
    const auto outbox = shop.open();
    CHECK(outbox->unfinished_sessions().value() == std::vector<StoredSession>{good});
    CHECK_FALSE(outbox->session(ReceiptId("bad")).value().has_value());
    CHECK_FALSE(outbox->value("settings").value().has_value());
    CHECK(outbox->counts().value().quarantined == 2);
    CHECK(outbox->journal_of(ReceiptId("bad")).value().at(0).what == "quarantined");
}

TEST_CASE("a session copied to another receipt does not open") {
    const Shop shop;
    store(*shop.open(), Batch{{{ReceiptId("poor"), "s", false, at(1), "0 points"},
                               {ReceiptId("rich"), "s", false, at(1), "9 points"}},
                              {},
                              {},
                              {},
                              {}});
    shop.meddle(
        "UPDATE sessions SET sealed = (SELECT sealed FROM sessions WHERE receipt = 'rich') WHERE receipt = "
        "'poor'");
    const auto outbox = shop.open();
    CHECK_FALSE(outbox->session(ReceiptId("poor")).value().has_value());
    CHECK(outbox->session(ReceiptId("rich")).value()->state == "9 points");
}

TEST_CASE("a read-only process skips a damaged record and leaves it for the owner to move") {
    const Shop shop;
    sell_three_and_damage(shop, "UPDATE facts SET sealed = x'01' WHERE id = 'b/1'");
    auto options = shop.options();
    options.read_only = true;
    CHECK(all_entries(*Outbox::open(options).value()).size() == 2);
    CHECK(shop.ask("SELECT count(*) FROM quarantine") == "0");
    CHECK(shop.ask("SELECT count(*) FROM facts") == "3");
}

}  // namespace tillpoints::testing
