#include "plugin/sender/held_entries.hpp"

#include <catch2/catch.hpp>

#include "plugin/entries/transition.hpp"

namespace tillpoints {
namespace {

OutboxEntry pending(const std::string& id = "r/1") {
    OutboxEntry entry;
    entry.id = EntryId(id);
    entry.receipt = ReceiptId("r");
    entry.body = PurchaseEntry{};
    return entry;
}

HeldEntries holding(OutboxEntry entry) {
    HeldEntries held;
    held.put(std::move(entry));
    return held;
}

const EntryId id("r/1");
const EntryChange withdraw{id, EntryChange::Withdraw{}};
const EntryChange mark_printed{id, EntryChange::MarkPrinted{}};
const EntryChange park_it{id, EntryChange::Park{{Errc::does_not_add_up, "why", Money(7)}}};

/// The entry after a send.
OutboxEntry sent(OutboxEntry entry) {
    move_to(entry, EntryState::sent);
    entry.tries += 1;
    return entry;
}

}  // namespace

TEST_CASE("entries that are left keep their order and are found, wherever the one that went stood") {
    for (const std::string gone : {"1", "3", "4"}) {
        HeldEntries held;
        for (const std::string each : {"0", "1", "2", "3", "4"}) held.put(pending(each));
        held.erase(EntryId("0"));
        held.erase(EntryId(gone));
        held.put(pending("5"));
        std::string order;
        for (const auto& entry : held.in_order()) {
            order += entry.id.text;
            CHECK(held.find(entry.id) == &entry);
        }
        std::string expected = "12345";
        expected.erase(expected.find(gone), 1);
        CHECK(order == expected);
        CHECK_FALSE(held.find(EntryId(gone)));
    }
}

TEST_CASE("a change is in effect before the disk has answered, and gone when the disk refuses its batch") {
    for (const auto& change : {withdraw, park_it})
        for (const bool accepted : {false, true}) {
            HeldEntries held = holding(pending());
            const auto batch = held.next_batch();
            const OutboxEntry stored = *held.change(change, batch);
            CHECK(stored == *held.find(id));
            CHECK_FALSE(stored == pending());
            CHECK(held.settle(batch, accepted).empty());
            CHECK(*held.find(id) == (accepted ? stored : pending()));
        }
}

TEST_CASE("a discount on paper stays on paper when the disk refuses the batch that says so") {
    HeldEntries held = holding(pending());
    const auto batch = held.next_batch();
    held.change(mark_printed, batch);
    held.change(park_it, batch);
    held.settle(batch, false);
    CHECK(held.find(id)->printed);
    CHECK(held.find(id)->state == EntryState::pending);
    CHECK_FALSE(held.find(id)->parking().has_value());
}

TEST_CASE("a step that the disk refuses leaves what the receipt asked for meanwhile") {
    HeldEntries held = holding(pending());
    const auto step = held.next_batch();
    held.step(sent(pending()), step);
    const auto asked = held.next_batch();
    held.change(withdraw, asked);
    held.change(mark_printed, asked);
    SECTION("the change is stored") {
        CHECK(held.settle(step, false).empty());
        CHECK(held.find(id)->state == EntryState::pending);
        CHECK(held.find(id)->wanted == Wanted::withdraw);
        const auto again = held.settle(asked, true);
        REQUIRE(again.size() == 1);  // its row says that the entry was sent
        CHECK(again.front() == *held.find(id));
        CHECK(again.front().state == EntryState::pending);
        CHECK(again.front().wanted == Wanted::withdraw);
    }
    SECTION("the change is refused too") {
        held.settle(step, false);
        held.settle(asked, false);
        CHECK(held.find(id)->state == EntryState::pending);
        CHECK(held.find(id)->wanted == Wanted::keep);
        CHECK(held.find(id)->printed);
    }
}

TEST_CASE("a refused change is taken out of the step that was made after it") {
    HeldEntries held = holding(pending());
    const auto asked = held.next_batch();
    held.change(withdraw, asked);
    const auto step = held.next_batch();
    held.step(sent(*held.find(id)), step);
    CHECK(held.settle(asked, false).empty());
    CHECK(held.find(id)->wanted == Wanted::keep);
    CHECK(held.find(id)->state == EntryState::sent);
    const auto again = held.settle(step, true);
    REQUIRE(again.size() == 1);  // its row says that the entry is not wanted
    CHECK(again.front().wanted == Wanted::keep);
    CHECK(again.front().state == EntryState::sent);
}

TEST_CASE("an entry on its way back from the cloud stays unwanted, although the withdrawal was refused") {
    OutboxEntry entry = pending();
    move_to(entry, EntryState::sent);
    move_to(entry, EntryState::confirmed);
    HeldEntries held = holding(entry);
    const auto asked = held.next_batch();
    OutboxEntry back = *held.change(withdraw, asked);
    move_to(back, EntryState::reversing);
    const auto step = held.next_batch();
    held.step(back, step);
    held.settle(asked, false);
    CHECK(held.find(id)->state == EntryState::reversing);
    CHECK(held.find(id)->wanted == Wanted::withdraw);
}

TEST_CASE("a step that finds the entry unwanted keeps that, whatever becomes of the batches before it") {
    HeldEntries held = holding(pending());
    const auto asked = held.next_batch();
    held.change(mark_printed, asked);
    OutboxEntry after = sent(*held.find(id));
    move_to(after, EntryState::withdrawn);
    after.wanted = Wanted::withdraw;
    const auto step = held.next_batch();
    held.step(after, step);
    held.settle(asked, false);
    held.settle(step, true);
    CHECK(held.find(id)->wanted == Wanted::withdraw);
    CHECK(held.find(id)->state == EntryState::withdrawn);
}

TEST_CASE("an entry that is not held is not changed, and one that was let go takes its changes with it") {
    HeldEntries held = holding(pending());
    const auto batch = held.next_batch();
    CHECK(held.change({EntryId("other/1"), EntryChange::Withdraw{}}, batch) == nullptr);
    held.change(withdraw, batch);
    held.erase_if([](const OutboxEntry&) { return true; });
    CHECK(held.find(id) == nullptr);
    held.put(pending());
    held.settle(batch, true);
    CHECK(*held.find(id) == pending());
}

}  // namespace tillpoints
