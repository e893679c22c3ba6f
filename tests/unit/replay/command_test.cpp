#include "plugin/replay/command.hpp"
#include "plugin/entries/stored_status.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "plugin/replay/schedule.hpp"
#include "story.hpp"

namespace tillpoints::replay {
namespace {

constexpr std::array every_kind{CommandKind::retry, CommandKind::edit, CommandKind::write_off,
                                CommandKind::cancel};
constexpr std::array every_state{EntryState::pending,   EntryState::sent,          EntryState::confirmed,
                                 EntryState::reversing, EntryState::reversal_sent, EntryState::withdrawn,
                                 EntryState::parked,    EntryState::cancelled,     EntryState::written_off};

Command command(CommandKind kind, const EntryId& entry) {
    Command out{"00000000-0000-4000-8000-000000000001", kind, entry, "Aigul", "the owner asked", {}};
    if (kind == CommandKind::edit) out.phone = Phone::parse("+77017654321");
    return out;
}

Standing alone() {
    Standing standing;
    standing.customer = "order-key";
    standing.nonce = Nonce("22222222-2222-4222-8222-222222222222");
    return standing;
}

Result<CommandResult> give(CommandKind kind, const OutboxEntry& entry, Standing standing = alone()) {
    return apply(command(kind, entry.id), entry, standing);
}

OutboxEntry parked(OutboxEntry entry, Errc reason = Errc::not_found, Money loss = Money(77)) {
    entry.state = stored_status(EntryState::parked, Parking{reason, "why", loss});
    return entry;
}

OutboxEntry printed(OutboxEntry entry) {
    entry.printed = true;
    return entry;
}

/// It left once and nobody heard what became of it.
OutboxEntry unclear(OutboxEntry entry) {
    entry.first_sent = SentAt{nine_o_clock, nine_o_clock};
    entry.last_sent = entry.first_sent;
    return entry;
}

/// Every shape an entry of each kind can be stored in.
void each_entry(const std::function<void(const OutboxEntry&)>& visit) {
    for (const OutboxEntry& kind :
         {an_award(), a_redemption(), printed(a_redemption()), a_return(), a_correction()})
        for (const auto state : every_state)
            for (const auto wanted : {Wanted::keep, Wanted::withdraw})
                for (int marks = 0; marks < 16; ++marks) {
                    OutboxEntry entry = marks & 1 ? unclear(kind) : kind;
                    entry.state = stored_status(state);
                    entry.wanted = wanted;
                    if (marks & 2) entry.operation = OperationId{7};
                    if (marks & 4) entry.reversal_first_sent = SentAt{nine_o_clock, {}};
                    if (marks & 8) entry.refusal = Errc::not_found;
                    if (state == EntryState::parked) entry = parked(entry);
                    visit(entry);
                }
}

/// What no command may ever change.
void same_receipt(const OutboxEntry& before, const OutboxEntry& after) {
    CHECK(after.id == before.id);
    CHECK(after.receipt == before.receipt);
    CHECK(after.created == before.created);
    CHECK(after.after == before.after);
    CHECK(after.wanted == before.wanted);
    CHECK(after.printed == before.printed);
    CHECK(after.operation == before.operation);
    CHECK(after.first_sent == before.first_sent);
    CHECK(after.last_sent == before.last_sent);
    CHECK(after.body.index() == before.body.index());
    const auto* was = std::get_if<PurchaseEntry>(&before.body);
    if (!was) return;
    auto now = std::get<PurchaseEntry>(after.body).operation;
    now.who = was->operation.who;
    now.nonce = was->operation.nonce;
    CHECK(now == was->operation);
}

}  // namespace

TEST_CASE(
    "commands, every state and every command: only a parked or pending entry can be changed by an operator") {
    int carried = 0, kept = 0;
    each_entry([&](const OutboxEntry& entry) {
        for (const auto kind : every_kind) {
            INFO(name_of(kind) << " of a " << name_of(entry.state) << " fact");
            const auto command_result = give(kind, entry);
            if (!command_result) {
                ++kept;
                CHECK_FALSE(command_result.error().expected.empty());
                CHECK_FALSE(command_result.error().found.empty());
                continue;
            }
            ++carried;
            CHECK((entry.state == EntryState::pending || entry.state == EntryState::parked));
            REQUIRE(command_result->entries.size() == 1);
            const OutboxEntry& after = command_result->entries.front();
            same_receipt(entry, after);
            CHECK_FALSE(after.state == EntryState::parked);
            REQUIRE(command_result->journal.size() == 1);
            CHECK(command_result->journal[0].detail.find("by Aigul: the owner asked") == 0);
            CHECK(command_result->journal[0].detail.find("7017654321") == std::string::npos);
        }
    });
    CHECK(carried > 200);
    CHECK(kept > 1000);
}

TEST_CASE("commands, every state: what may have happened is looked up before it is sent again") {
    each_entry([](const OutboxEntry& entry) {
        const auto command_result = give(CommandKind::retry, entry);
        if (!command_result) return;
        const OutboxEntry& after = command_result->entries.front();
        const bool traces = entry.first_sent || entry.operation || entry.reversal_first_sent;
        CHECK((after.state == EntryState::pending) == !traces);
        const auto next = decide(after, {nine_o_clock + 1h, nine_o_clock + 1h}, Policy());
        const bool sends = std::holds_alternative<Send>(next);
        CHECK_FALSE((traces && sends));
        if (traces) CHECK(std::holds_alternative<LookUp>(next));
    });
}

TEST_CASE("commands, every state: only an entry that certainly never happened is cancelled or edited") {
    each_entry([](const OutboxEntry& entry) {
        for (const auto kind : {CommandKind::cancel, CommandKind::edit})
            if (give(kind, entry)) {
                CHECK_FALSE(entry.operation.has_value());
                CHECK((entry.state == EntryState::pending || !entry.first_sent));
            }
    });
}

TEST_CASE("commands, every state: nothing is done to a receipt that is open at the register") {
    each_entry([](const OutboxEntry& entry) {
        for (const auto kind : every_kind) {
            auto standing = alone();
            standing.receipt_open = true;
            CHECK_FALSE(give(kind, entry, standing).has_value());
        }
    });
}

TEST_CASE("commands, every state: every parked or pending entry can be written off, with its loss") {
    each_entry([](const OutboxEntry& entry) {
        const auto command_result = give(CommandKind::write_off, entry);
        const bool open = entry.state == EntryState::parked || entry.state == EntryState::pending;
        REQUIRE(command_result.has_value() == open);
        if (!open) return;
        const OutboxEntry& after = command_result->entries.front();
        CHECK(after.state == EntryState::written_off);
        CHECK(after.parking()->reason == Errc::given_up);
        CHECK(after.parking()->loss >= Money());
        if (entry.parking()) CHECK(after.parking()->loss == entry.parking()->loss);
    });
}

TEST_CASE("commands, every state: a command carried out is refused the second time") {
    each_entry([](const OutboxEntry& entry) {
        for (const auto kind : every_kind)
            if (const auto command_result = give(kind, entry)) {
                const auto again = give(kind, command_result->entries.front());
                // An award that still waits to be sent may be given another phone any number of times.
                if (kind != CommandKind::edit) CHECK_FALSE(again.has_value());
            }
    });
}

TEST_CASE("retry of a refused purchase sends it again without a look: the refusal was certain") {
    Story story(printed(a_redemption()));
    story.sends().refused(404, Errc::not_found);
    REQUIRE(story.entry().state == EntryState::parked);
    const auto command_result = give(CommandKind::retry, story.entry());
    REQUIRE(command_result.has_value());
    CHECK(command_result->journal[0].what == "retried");
    Story again(command_result->entries.front());
    CHECK(again.sends().answered(again.its_operation()).entry().state == EntryState::confirmed);
}

TEST_CASE("retry of a purchase that is there twice looks, and confirms it once one of the two is gone") {
    Story story(an_award());
    story.sends().unanswered().waits(2s).looks_and_sees({story.its_operation(7), story.its_operation(8)});
    REQUIRE(story.entry().parking()->reason == Errc::duplicate);
    const auto command_result = give(CommandKind::retry, story.entry());
    REQUIRE(command_result.has_value());
    CHECK(command_result->journal[0].what == "retried, to be looked up first");
    Story again(command_result->entries.front());
    CHECK(again.looks_and_sees({again.its_operation(8)}).entry().state == EntryState::confirmed);
}

TEST_CASE("retry of a withdrawal the cloud refused looks whether it was refunded after all") {
    Story story(a_redemption());
    story.sends().answered(story.its_operation()).no_longer_wanted().settles().sends();
    story.refused(400, Errc::bad_request).looks_until_the_horizon({story.its_operation()});
    REQUIRE(story.entry().state == EntryState::parked);
    const auto command_result = give(CommandKind::retry, story.entry());
    REQUIRE(command_result.has_value());
    CHECK(command_result->entries[0].state == EntryState::reversal_sent);
    Story again(command_result->entries.front());
    again.looks_and_sees({again.its_operation(), again.its_reversal()});
    CHECK(again.entry().state == EntryState::withdrawn);
}

TEST_CASE("retry of an unclear return does not take another return's reversal for its own") {
    OutboxEntry other = a_return();
    other.id = EntryId("back-2/1");
    other.state = stored_status(EntryState::confirmed);
    other.reversal = OperationId{8};
    auto standing = alone();
    standing.refunds = {unclear(parked(a_return())), other};
    const auto command_result = give(CommandKind::retry, standing.refunds.front(), standing);
    REQUIRE(command_result.has_value());
    const auto& refund = std::get<RefundEntry>(command_result->entries[0].body);
    CHECK(refund.known_reversals == std::vector{OperationId{8}});
    CHECK(give(CommandKind::retry, command_result->entries[0], standing).has_value() == false);
}

TEST_CASE("retry of an unclear correction is refused: no list of the cloud shows it") {
    const auto command_result = give(CommandKind::retry, parked(unclear(a_correction()), Errc::timed_out));
    REQUIRE_FALSE(command_result.has_value());
    CHECK(command_result.error().found.find("no list of the cloud shows it") != std::string::npos);
    CHECK(give(CommandKind::retry, parked(a_correction())).has_value());
    CHECK(give(CommandKind::write_off, parked(unclear(a_correction()))).has_value());
}

TEST_CASE("edit identifies the customer of a refused purchase by phone, under a fresh nonce") {
    const OutboxEntry entry = parked(printed(a_redemption()));
    const auto command_result = give(CommandKind::edit, entry);
    REQUIRE(command_result.has_value());
    const auto& after = command_result->entries[0];
    const auto& operation = std::get<PurchaseEntry>(after.body).operation;
    CHECK(operation.who == loyalty::Identity(loyalty::ByPhone{*Phone::parse("+77017654321")}));
    CHECK(operation.nonce->text == "22222222-2222-4222-8222-222222222222");
    CHECK(after.customer == "order-key");
    CHECK(after.state == EntryState::pending);
    CHECK_FALSE(give(CommandKind::edit, parked(a_return())).has_value());
    CHECK_FALSE(give(CommandKind::edit, parked(unclear(an_award()))).has_value());
}

TEST_CASE("cancel refuses a discount that is on a fiscal receipt, write-off records it as a loss") {
    const OutboxEntry entry = parked(printed(a_redemption()), Errc::insufficient_funds, Money(15'000));
    CHECK_FALSE(give(CommandKind::cancel, entry).has_value());
    CHECK(give(CommandKind::cancel, parked(an_award())).has_value());
    const auto command_result = give(CommandKind::write_off, entry);
    REQUIRE(command_result.has_value());
    CHECK(command_result->entries[0].parking()->loss == Money(15'000));
    CHECK(command_result->journal[0] == CommandResult::Entry{entry.receipt, entry.id, "written off",
                                                             "by Aigul: the owner asked; loss 150.00"});
}

TEST_CASE("written off after a retry, an entry has the same loss as without the retry") {
    const OutboxEntry entry = parked(an_award(), Errc::insufficient_funds, Money(10'000));
    const auto loss = [](const Result<CommandResult>& result) {
        REQUIRE(result.has_value());
        return result->entries[0].parking()->loss;
    };
    CHECK(loss(give(CommandKind::write_off, entry)) == Money(10'000));
    const auto retried = give(CommandKind::retry, entry);
    REQUIRE(retried.has_value());
    CHECK(loss(give(CommandKind::write_off, retried->entries[0])) == Money(10'000));
}

TEST_CASE("rule 8: a sale written off or cancelled voids its returns, but none that may have happened") {
    OutboxEntry waiting = a_return();
    OutboxEntry stuck = parked(a_return());
    stuck.id = EntryId("back-2/1");
    OutboxEntry perhaps = parked(unclear(a_return()));
    perhaps.id = EntryId("back-3/1");
    auto standing = alone();
    standing.refunds = {waiting, stuck, perhaps};
    for (const auto kind : {CommandKind::write_off, CommandKind::cancel}) {
        const auto command_result = give(kind, parked(an_award()), standing);
        REQUIRE(command_result.has_value());
        REQUIRE(command_result->entries.size() == 3);
        CHECK(command_result->entries[1].id == waiting.id);
        CHECK(command_result->entries[1].state == EntryState::cancelled);
        CHECK(command_result->entries[2].id == stuck.id);
        CHECK(command_result->entries[2].state == EntryState::cancelled);
        CHECK(command_result->journal[2] ==
              CommandResult::Entry{stuck.receipt, stuck.id, "cancelled", "its sale r/1 was given up"});
    }
}

TEST_CASE("an entry that waits for a parked one goes on once an operator has ended or retried that one") {
    OutboxEntry first = parked(unclear(a_redemption()));
    first.customer = "k";
    OutboxEntry award = an_award();
    award.id = EntryId("r/2");
    award.after = first.id;
    award.customer = "k";
    const Now now{nine_o_clock, nine_o_clock};
    CHECK_FALSE(next_due({first, award}, {}, now).has_value());
    const auto written_off = give(CommandKind::write_off, first)->entries[0];
    CHECK(next_due({written_off, award}, {}, now) == 1);
    const auto retried = give(CommandKind::retry, first)->entries[0];
    CHECK(next_due({retried, award}, {}, now) == 0);
    CHECK_FALSE(next_due({retried, award}, {retried.id}, now).has_value());
}

TEST_CASE("a command reads back as it was written, and a wrong one names what is wrong") {
    for (const auto kind : every_kind) {
        const auto given = command(kind, EntryId("r/1"));
        CHECK(command_from(to_json(given)).value() == given);
    }
    const auto wrong = [](std::string_view key, Json value) {
        Json json = to_json(command(CommandKind::edit, EntryId("r/1")));
        json.set(key, std::move(value));
        const auto read = command_from(json);
        REQUIRE_FALSE(read.has_value());
        return read.error().where;
    };
    CHECK(wrong("id", "1") == "id");
    CHECK(wrong("action", "give away") == "action");
    CHECK(wrong("by", "  ") == "by");
    CHECK(wrong("reason", Json()) == "reason");
    CHECK(wrong("phone", "nobody") == "phone");
    CHECK(wrong("phone", Json()) == "phone");
    CHECK(wrong("action", "cancel") == "phone");
}

TEST_CASE("a command's reason stays on one line of the journal") {
    auto json = to_json(command(CommandKind::retry, EntryId("r/1")));
    json.set("reason", "first\nsecond");
    CHECK(command_from(json)->reason == "first second");
}

}  // namespace tillpoints::replay
