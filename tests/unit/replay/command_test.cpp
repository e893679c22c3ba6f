#include "plugin/replay/command.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "plugin/replay/schedule.hpp"
#include "story.hpp"

namespace tillpoints::replay {
namespace {

constexpr std::array every_kind{CommandKind::retry, CommandKind::edit, CommandKind::write_off,
                                CommandKind::cancel};
constexpr std::array every_state{FactState::pending,   FactState::sent,          FactState::confirmed,
                                 FactState::reversing, FactState::reversal_sent, FactState::withdrawn,
                                 FactState::parked,    FactState::cancelled,     FactState::written_off};

Command command(CommandKind kind, const FactId& fact) {
    Command out{"00000000-0000-4000-8000-000000000001", kind, fact, "Aigul", "the owner asked", {}};
    if (kind == CommandKind::edit) out.phone = Phone::parse("+77017654321");
    return out;
}

Standing alone() {
    Standing standing;
    standing.customer = "order-key";
    standing.nonce = Nonce("22222222-2222-4222-8222-222222222222");
    return standing;
}

Result<Decree> give(CommandKind kind, const Fact& fact, Standing standing = alone()) {
    return apply(command(kind, fact.id), fact, standing);
}

Fact parked(Fact fact, Errc reason = Errc::not_found, Money loss = Money(77)) {
    fact.state = FactState::parked;
    fact.parking = Parking{reason, "why", loss};
    return fact;
}

Fact printed(Fact fact) {
    fact.printed = true;
    return fact;
}

/// It left once and nobody heard what became of it.
Fact unclear(Fact fact) {
    fact.first_sent = SentAt{nine_o_clock, nine_o_clock};
    fact.last_sent = fact.first_sent;
    return fact;
}

/// Every shape a fact of each kind can be stored in.
void each_fact(const std::function<void(const Fact&)>& visit) {
    for (const Fact& kind : {an_award(), a_redemption(), printed(a_redemption()), a_return(), a_correction()})
        for (const auto state : every_state)
            for (const auto wanted : {Wanted::keep, Wanted::withdraw})
                for (int marks = 0; marks < 16; ++marks) {
                    Fact fact = marks & 1 ? unclear(kind) : kind;
                    fact.state = state;
                    fact.wanted = wanted;
                    if (marks & 2) fact.operation = OperationId{7};
                    if (marks & 4) fact.reversal_first_sent = SentAt{nine_o_clock, {}};
                    if (marks & 8) fact.refusal = Errc::not_found;
                    if (state == FactState::parked) fact = parked(fact);
                    visit(fact);
                }
}

/// What no command may ever change.
void same_receipt(const Fact& before, const Fact& after) {
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
    const auto* was = std::get_if<PurchaseFact>(&before.body);
    if (!was) return;
    auto now = std::get<PurchaseFact>(after.body).operation;
    now.who = was->operation.who;
    now.nonce = was->operation.nonce;
    CHECK(now == was->operation);
}

}  // namespace

TEST_CASE("commands, every state and every command: only a parked or pending fact is a person's matter") {
    int carried = 0, kept = 0;
    each_fact([&](const Fact& fact) {
        for (const auto kind : every_kind) {
            INFO(name_of(kind) << " of a " << name_of(fact.state) << " fact");
            const auto decree = give(kind, fact);
            if (!decree) {
                ++kept;
                CHECK_FALSE(decree.error().expected.empty());
                CHECK_FALSE(decree.error().found.empty());
                continue;
            }
            ++carried;
            CHECK((fact.state == FactState::pending || fact.state == FactState::parked));
            REQUIRE(decree->facts.size() == 1);
            const Fact& after = decree->facts.front();
            same_receipt(fact, after);
            CHECK_FALSE(after.state == FactState::parked);
            REQUIRE(decree->journal.size() == 1);
            CHECK(decree->journal[0].detail.find("by Aigul: the owner asked") == 0);
            CHECK(decree->journal[0].detail.find("7017654321") == std::string::npos);
        }
    });
    CHECK(carried > 200);
    CHECK(kept > 1000);
}

TEST_CASE("commands, every state: what may have happened is looked up before it is sent again") {
    each_fact([](const Fact& fact) {
        const auto decree = give(CommandKind::retry, fact);
        if (!decree) return;
        const Fact& after = decree->facts.front();
        const bool traces = fact.first_sent || fact.operation || fact.reversal_first_sent;
        CHECK((after.state == FactState::pending) == !traces);
        const auto next = decide(after, {nine_o_clock + 1h, nine_o_clock + 1h}, Policy());
        const bool sends = std::holds_alternative<Send>(next);
        CHECK_FALSE((traces && sends));
        if (traces) CHECK(std::holds_alternative<LookUp>(next));
    });
}

TEST_CASE("commands, every state: cancelled and edited is only what certainly never happened") {
    each_fact([](const Fact& fact) {
        for (const auto kind : {CommandKind::cancel, CommandKind::edit})
            if (give(kind, fact)) {
                CHECK_FALSE(fact.operation.has_value());
                CHECK((fact.state == FactState::pending || !fact.first_sent));
            }
    });
}

TEST_CASE("commands, every state: nothing is done to a receipt that is open at the register") {
    each_fact([](const Fact& fact) {
        for (const auto kind : every_kind) {
            auto standing = alone();
            standing.receipt_open = true;
            CHECK_FALSE(give(kind, fact, standing).has_value());
        }
    });
}

TEST_CASE("commands, every state: written off is whatever is parked or pending, with its loss") {
    each_fact([](const Fact& fact) {
        const auto decree = give(CommandKind::write_off, fact);
        const bool open = fact.state == FactState::parked || fact.state == FactState::pending;
        REQUIRE(decree.has_value() == open);
        if (!open) return;
        const Fact& after = decree->facts.front();
        CHECK(after.state == FactState::written_off);
        CHECK(after.parking->reason == Errc::given_up);
        CHECK(after.parking->loss >= Money());
        if (fact.parking) CHECK(after.parking->loss == fact.parking->loss);
    });
}

TEST_CASE("commands, every state: a command carried out is refused the second time") {
    each_fact([](const Fact& fact) {
        for (const auto kind : every_kind)
            if (const auto decree = give(kind, fact)) {
                const auto again = give(kind, decree->facts.front());
                // An award that still waits to be sent may be given another phone any number of times.
                if (kind != CommandKind::edit) CHECK_FALSE(again.has_value());
            }
    });
}

TEST_CASE("retry of a refused purchase sends it again without a look: the refusal was certain") {
    Story story(printed(a_redemption()));
    story.sends().refused(404, Errc::not_found);
    REQUIRE(story.fact().state == FactState::parked);
    const auto decree = give(CommandKind::retry, story.fact());
    REQUIRE(decree.has_value());
    CHECK(decree->journal[0].what == "retried");
    Story again(decree->facts.front());
    CHECK(again.sends().answered(again.its_operation()).fact().state == FactState::confirmed);
}

TEST_CASE("retry of a purchase that is there twice looks, and confirms it once one of the two is gone") {
    Story story(an_award());
    story.sends().unanswered().waits(2s).looks_and_sees({story.its_operation(7), story.its_operation(8)});
    REQUIRE(story.fact().parking->reason == Errc::duplicate);
    const auto decree = give(CommandKind::retry, story.fact());
    REQUIRE(decree.has_value());
    CHECK(decree->journal[0].what == "retried, to be looked up first");
    Story again(decree->facts.front());
    CHECK(again.looks_and_sees({again.its_operation(8)}).fact().state == FactState::confirmed);
}

TEST_CASE("retry of a withdrawal the cloud refused looks whether it was refunded after all") {
    Story story(a_redemption());
    story.sends().answered(story.its_operation()).no_longer_wanted().settles().sends();
    story.refused(400, Errc::bad_request).looks_until_the_horizon({story.its_operation()});
    REQUIRE(story.fact().state == FactState::parked);
    const auto decree = give(CommandKind::retry, story.fact());
    REQUIRE(decree.has_value());
    CHECK(decree->facts[0].state == FactState::reversal_sent);
    Story again(decree->facts.front());
    again.looks_and_sees({again.its_operation(), again.its_reversal()});
    CHECK(again.fact().state == FactState::withdrawn);
}

TEST_CASE("retry of an unclear return does not take another return's reversal for its own") {
    Fact other = a_return();
    other.id = FactId("back-2/1");
    other.state = FactState::confirmed;
    other.reversal = OperationId{8};
    auto standing = alone();
    standing.refunds = {unclear(parked(a_return())), other};
    const auto decree = give(CommandKind::retry, standing.refunds.front(), standing);
    REQUIRE(decree.has_value());
    const auto& refund = std::get<RefundFact>(decree->facts[0].body);
    CHECK(refund.known_reversals == std::vector{OperationId{8}});
    CHECK(give(CommandKind::retry, decree->facts[0], standing).has_value() == false);
}

TEST_CASE("retry of an unclear correction is refused: no list of the cloud shows it") {
    const auto decree = give(CommandKind::retry, parked(unclear(a_correction()), Errc::timed_out));
    REQUIRE_FALSE(decree.has_value());
    CHECK(decree.error().found.find("no list of the cloud shows it") != std::string::npos);
    CHECK(give(CommandKind::retry, parked(a_correction())).has_value());
    CHECK(give(CommandKind::write_off, parked(unclear(a_correction()))).has_value());
}

TEST_CASE("edit identifies the customer of a refused purchase by phone, under a fresh nonce") {
    const Fact fact = parked(printed(a_redemption()));
    const auto decree = give(CommandKind::edit, fact);
    REQUIRE(decree.has_value());
    const auto& after = decree->facts[0];
    const auto& operation = std::get<PurchaseFact>(after.body).operation;
    CHECK(operation.who == loyalty::Identity(loyalty::ByPhone{*Phone::parse("+77017654321")}));
    CHECK(operation.nonce->text == "22222222-2222-4222-8222-222222222222");
    CHECK(after.customer == "order-key");
    CHECK(after.state == FactState::pending);
    CHECK_FALSE(give(CommandKind::edit, parked(a_return())).has_value());
    CHECK_FALSE(give(CommandKind::edit, parked(unclear(an_award()))).has_value());
}

TEST_CASE("cancel leaves alone a discount that stands on a fiscal receipt, write-off takes it as a loss") {
    const Fact fact = parked(printed(a_redemption()), Errc::insufficient_funds, Money(15'000));
    CHECK_FALSE(give(CommandKind::cancel, fact).has_value());
    CHECK(give(CommandKind::cancel, parked(an_award())).has_value());
    const auto decree = give(CommandKind::write_off, fact);
    REQUIRE(decree.has_value());
    CHECK(decree->facts[0].parking->loss == Money(15'000));
    CHECK(decree->journal[0] ==
          Decree::Entry{fact.receipt, fact.id, "written off", "by Aigul: the owner asked; loss 150.00"});
}

TEST_CASE("rule 8: a sale written off or cancelled voids its returns, but none that may have happened") {
    Fact waiting = a_return();
    Fact stuck = parked(a_return());
    stuck.id = FactId("back-2/1");
    Fact perhaps = parked(unclear(a_return()));
    perhaps.id = FactId("back-3/1");
    auto standing = alone();
    standing.refunds = {waiting, stuck, perhaps};
    for (const auto kind : {CommandKind::write_off, CommandKind::cancel}) {
        const auto decree = give(kind, parked(an_award()), standing);
        REQUIRE(decree.has_value());
        REQUIRE(decree->facts.size() == 3);
        CHECK(decree->facts[1].id == waiting.id);
        CHECK(decree->facts[1].state == FactState::cancelled);
        CHECK(decree->facts[2].id == stuck.id);
        CHECK(decree->facts[2].state == FactState::cancelled);
        CHECK(decree->journal[2] ==
              Decree::Entry{stuck.receipt, stuck.id, "cancelled", "its sale r/1 was given up"});
    }
}

TEST_CASE("what stands on a parked fact goes on once a person has ended or retried it") {
    Fact first = parked(unclear(a_redemption()));
    first.customer = "k";
    Fact award = an_award();
    award.id = FactId("r/2");
    award.after = first.id;
    award.customer = "k";
    const Now now{nine_o_clock, nine_o_clock};
    CHECK_FALSE(next_due({first, award}, {}, now).has_value());
    const auto written_off = give(CommandKind::write_off, first)->facts[0];
    CHECK(next_due({written_off, award}, {}, now) == 1);
    const auto retried = give(CommandKind::retry, first)->facts[0];
    CHECK(next_due({retried, award}, {}, now) == 0);
    CHECK_FALSE(next_due({retried, award}, {retried.id}, now).has_value());
}

TEST_CASE("a command reads back as it was written, and a wrong one names what is wrong") {
    for (const auto kind : every_kind) {
        const auto given = command(kind, FactId("r/1"));
        CHECK(command_from(to_json(given)).value() == given);
    }
    const auto wrong = [](std::string_view key, Json value) {
        Json json = to_json(command(CommandKind::edit, FactId("r/1")));
        json.set(key, std::move(value));
        const auto read = command_from(json);
        REQUIRE_FALSE(read.has_value());
        return read.error().where;
    };
    CHECK(wrong("id", "1") == "id");
    CHECK(wrong("action", "forget") == "action");
    CHECK(wrong("by", "  ") == "by");
    CHECK(wrong("reason", Json()) == "reason");
    CHECK(wrong("phone", "nobody") == "phone");
    CHECK(wrong("phone", Json()) == "phone");
    CHECK(wrong("action", "cancel") == "phone");
}

TEST_CASE("a command's words stay on one line of the journal") {
    auto json = to_json(command(CommandKind::retry, FactId("r/1")));
    json.set("reason", "first\nsecond");
    CHECK(command_from(json)->reason == "first second");
}

}  // namespace tillpoints::replay
