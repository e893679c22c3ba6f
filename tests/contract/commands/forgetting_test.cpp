#include <catch2/catch.hpp>
#include <filesystem>

#include "plugin/operator/command_execution.hpp"
#include "plugin/operator/customer_forgetting.hpp"
#include "plugin/session/session.hpp"
#include "sample_entries.hpp"

/// A customer who asks to be forgotten, where no register runs. A running one: tests/integration/plugin.
namespace tillpoints::testing {
namespace {

const std::string forgotten_phone = "+77017654321";
const std::string other_phone = "+77011111111";

replay::Command forget_command(Outbox& outbox, const std::string& phone = forgotten_phone) {
    replay::Command out{"00000000-0000-4000-8000-0000000000f1",
                        replay::CommandKind::forget,
                        EntryId(""),
                        "Aigul",
                        "written request",
                        {}};
    out.customer = outbox.keyed_hash(phone);
    return out;
}

OutboxEntry purchase_of(const std::string& receipt, const std::string& phone, Outbox& outbox,
                        EntryState state = EntryState::confirmed) {
    auto entry = in_state(sale(receipt), state);
    std::get<PurchaseEntry>(entry.body).operation.who = loyalty::ByPhone{*Phone::parse(phone)};
    entry.customer = outbox.keyed_hash(phone);
    return entry;
}

StoredSession session_of(const std::string& receipt, const std::string& shown, const std::string& uid = "",
                         bool finished = true) {
    session::Session session;
    session.receipt = ReceiptId(receipt);
    session.phase = finished ? session::Phase::closed : session::Phase::open;
    session::Customer customer;
    customer.by = shown.starts_with('+') ? till::PresentedBy::phone : till::PresentedBy::code;
    customer.value = shown;
    customer.name = "Name Surname";
    if (!uid.empty()) customer.uid = CustomerUid(uid);
    session.customer = customer;
    return {ReceiptId(receipt), "s", finished, at(1), dump(session::to_json(session))};
}

Json forget(Outbox& outbox, const std::string& phone = forgotten_phone) {
    return forget_without_register(forget_command(outbox, phone), outbox, at(100)).value();
}

std::int64_t number_in(const Json& answer, std::string_view name) {
    return std::stoll(answer.find(name)->number()->digits);
}

std::string all_bytes_in(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& each : std::filesystem::directory_iterator(folder)) all += bytes_of(each.path());
    return all;
}

}  // namespace

TEST_CASE(
    "a customer is forgotten in finished entries, receipts and what is remembered; numbers and sums stay") {
    Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    batch.entries = {purchase_of("a", forgotten_phone, *outbox), purchase_of("b", other_phone, *outbox)};
    batch.sessions = {session_of("a", forgotten_phone, "u-1"), session_of("b", other_phone, "u-2")};
    batch.limits.snapshots = {
        {outbox->keyed_hash(forgotten_phone), CustomerUid("u-1"), "Gold", {}, {}, {}, at(1)},
        {outbox->keyed_hash(other_phone), CustomerUid("u-2"), "Gold", {}, {}, {}, at(1)}};
    REQUIRE(outbox->commit(batch).has_value());
    const auto before = **outbox->entry(EntryId("a/1"));

    const auto answer = forget(*outbox);
    CHECK(*answer.find("state") == Json("forgotten"));
    CHECK(number_in(answer, "entries") == 1);
    CHECK(number_in(answer, "receipts") == 1);
    CHECK(number_in(answer, "remembered") == 1);
    CHECK(number_in(answer, "left") == 0);

    const auto after = **outbox->entry(EntryId("a/1"));
    CHECK(after.customer.empty());
    CHECK(after.body == anonymous(before.body));
    CHECK(std::get<PurchaseEntry>(after.body).operation.total ==
          std::get<PurchaseEntry>(before.body).operation.total);
    CHECK((*outbox->session(ReceiptId("a")))->state.find("Name") == std::string::npos);
    CHECK((*outbox->session(ReceiptId("b")))->state.find(other_phone) != std::string::npos);
    CHECK((*outbox->entry(EntryId("b/1")))->customer == outbox->keyed_hash(other_phone));
    CHECK(outbox->limits()->snapshots.size() == 1);
    const auto journal = *outbox->journal_of(ReceiptId("a"));
    REQUIRE(journal.size() == 1);
    CHECK(journal[0].what == "customer forgotten");
    CHECK(journal[0].detail == "by Aigul: written request");
    CHECK(outbox->journal_of(ReceiptId("b"))->empty());
    CHECK(forgotten_customers(*outbox)->empty());
}

TEST_CASE(
    "what names the customer only by the cloud's id or another card is found through a receipt with the "
    "phone") {
    Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    batch.sessions = {session_of("early", "card-9", "u-1"), session_of("with-phone", forgotten_phone, "u-1"),
                      session_of("stranger", "card-8", "u-2")};
    auto by_uid = purchase_of("late", forgotten_phone, *outbox);
    std::get<PurchaseEntry>(by_uid.body).operation.who = loyalty::ByUid{CustomerUid("u-1")};
    by_uid.customer = outbox->keyed_hash("u-1");
    batch.entries = {by_uid};
    batch.limits.snapshots = {{outbox->keyed_hash("card-9"), CustomerUid("u-1"), "", {}, {}, {}, at(1)}};
    REQUIRE(outbox->commit(batch).has_value());
    const auto answer = forget(*outbox);
    CHECK(number_in(answer, "receipts") == 3);
    CHECK(number_in(answer, "entries") == 1);
    CHECK(number_in(answer, "remembered") == 1);
    CHECK((*outbox->session(ReceiptId("early")))->state.find("card-9") == std::string::npos);
    CHECK((*outbox->session(ReceiptId("stranger")))->state.find("card-8") != std::string::npos);
}

TEST_CASE("what is not finished keeps the customer, and is forgotten by a later pass without a new command") {
    Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    batch.entries = {purchase_of("a", forgotten_phone, *outbox, EntryState::sent)};
    batch.sessions = {session_of("a", forgotten_phone), session_of("open", forgotten_phone, "", false)};
    REQUIRE(outbox->commit(batch).has_value());
    const auto first = forget(*outbox);
    CHECK(*first.find("state") == Json("forgotten_later"));
    CHECK(number_in(first, "left") == 3);
    CHECK(number_in(first, "receipts") == 0);
    CHECK((*outbox->entry(EntryId("a/1")))->customer == outbox->keyed_hash(forgotten_phone));

    auto waiting = *forgotten_customers(*outbox);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].keys == std::set<std::string>{outbox->keyed_hash(forgotten_phone)});
    Batch done;
    done.entries = {purchase_of("a", forgotten_phone, *outbox)};
    done.sessions = {session_of("open", forgotten_phone)};
    REQUIRE(outbox->commit(done).has_value());
    auto erasure = erasure_of(waiting[0]);
    while (*outbox->erase_slice(erasure, session_customers(), at(200))) {
    }
    CHECK(erasure.left == 0);
    REQUIRE(finish_forgetting(erasure, waiting[0], nullptr, true, *outbox).has_value());
    CHECK(forgotten_customers(*outbox)->empty());
    CHECK((*outbox->entry(EntryId("a/1")))->customer.empty());
}

TEST_CASE("more records than a slice are all passed through, and a slice that fails counts nothing") {
    Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    for (int i = 0; i < 150; ++i) {
        const auto& phone = i % 2 == 0 ? forgotten_phone : other_phone;
        batch.entries.push_back(purchase_of("r" + std::to_string(i), phone, *outbox));
        batch.sessions.push_back(session_of("r" + std::to_string(i), phone));
    }
    REQUIRE(outbox->commit(batch).has_value());
    const auto answer = forget(*outbox);
    CHECK(number_in(answer, "entries") == 75);
    CHECK(number_in(answer, "receipts") == 75);
    const auto again = forget(*outbox);
    CHECK(number_in(again, "entries") == 0);
    CHECK(number_in(again, "receipts") == 0);
    std::int64_t left = 0;
    REQUIRE(outbox->each_entry([&](const OutboxEntry& entry) { left += entry.customer.empty() ? 0 : 1; })
                .has_value());
    CHECK(left == 75);
}

TEST_CASE(
    "a slice passes over no more than some dozens of erased entries, and none before the last named one") {
    Shop shop;
    const auto outbox = shop.open();
    constexpr int erased = 1'000;
    Batch batch;
    for (int i = 0; i < erased; ++i) {
        auto entry = in_state(sale("r" + std::to_string(i)), EntryState::confirmed);
        entry.body = anonymous(std::move(entry.body));
        entry.customer.clear();
        batch.entries.push_back(std::move(entry));
    }
    batch.entries.push_back(purchase_of("named", forgotten_phone, *outbox, EntryState::parked));
    REQUIRE(outbox->commit(batch).has_value());
    const auto slices_over_entries = [&] {
        auto erasure = erasure_of(forgotten_by(forget_command(*outbox)));
        int slices = 0;
        for (bool more = true; more; more = *outbox->erase_slice(erasure, session_customers(), at(100)))
            slices += erasure.stage == CustomerErasure::Stage::entries ? 1 : 0;
        CHECK(erasure.left == 1);
        return slices;
    };
    CHECK(slices_over_entries() > erased / 64);

    // Retention remembers up to where nobody is named any more.
    while (*outbox->forget(Retention(), at(100))) continue;
    CHECK(slices_over_entries() <= 2);
}

TEST_CASE("neither the database nor its log keeps the bytes of a record from before it was erased") {
    Shop shop;
    const auto outbox = shop.open();
    Batch batch;
    batch.entries = {purchase_of("a", forgotten_phone, *outbox)};
    batch.sessions = {session_of("a", forgotten_phone)};
    REQUIRE(outbox->commit(batch).has_value());
    const auto key = outbox->keyed_hash(forgotten_phone);
    REQUIRE(all_bytes_in(shop.folder()).find(key) != std::string::npos);
    forget(*outbox);
    const auto after = all_bytes_in(shop.folder());
    CHECK(after.find(key) == std::string::npos);
    CHECK(after.find(forgotten_phone.substr(1)) == std::string::npos);
    std::uintmax_t log = 0;
    for (const auto& each : std::filesystem::directory_iterator(shop.folder()))
        if (each.path().string().ends_with("-wal")) log = each.file_size();
    CHECK(log < 10'000);  // the answer's commit alone
}

TEST_CASE("a command to forget is kept without the phone, and an answered request is not kept at all") {
    Shop shop;
    const auto outbox = shop.open();
    const auto inbox = CommandInbox::open({(shop.folder() / "commands.db").string(), shop.key_file(),
                                           std::chrono::seconds(5)})
                           .value();
    CHECK(inbox->keyed_hash(forgotten_phone) == outbox->keyed_hash(forgotten_phone));
    const auto stored = forget_command(*outbox);
    CHECK(replay::command_from(replay::to_json(stored)).value() == stored);
    REQUIRE(inbox->put(stored.id, dump(replay::to_json(stored)), at(10)).has_value());
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    const auto answer = parse_json(inbox->answer_to(stored.id).value().value()).value();
    CHECK(*answer.find("outcome") == Json("done"));
    CHECK(*answer.find("action") == Json("forget"));
    CHECK(inbox->waiting()->empty());
}

}  // namespace tillpoints::testing
