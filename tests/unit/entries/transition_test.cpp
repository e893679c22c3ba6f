#include "plugin/entries/transition.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "plugin/entries/stored_status.hpp"

namespace tillpoints {
namespace {

constexpr std::array states{EntryState::pending,   EntryState::sent,          EntryState::confirmed,
                            EntryState::reversing, EntryState::reversal_sent, EntryState::withdrawn,
                            EntryState::parked,    EntryState::cancelled,     EntryState::written_off};

/// From the state of the line to the state of the column, in the order of `states`; x: legal.
constexpr std::array<std::string_view, 9> table{
    ".x...xxxx",  // pending
    "x.xx.xx..",  // sent
    "...x..x..",  // confirmed
    "....x.x..",  // reversing
    "...x.xx..",  // reversal_sent
    "......x..",  // withdrawn
    "xx..x.xxx",  // parked
    "......x..",  // cancelled
    "......x..",  // written_off
};

OutboxEntry in(EntryState state) {
    OutboxEntry entry;
    entry.id = EntryId("r/1");
    const bool has_parking = state == EntryState::parked;
    entry.state = stored_status(
        state, has_parking ? std::optional(Parking{Errc::not_found, "before", Money(1)}) : std::nullopt);
    return entry;
}

void attempt(OutboxEntry& entry, EntryState to) {
    if (to == EntryState::parked)
        park(entry, {Errc::timed_out, "why", Money(2)});
    else
        move_to(entry, to);
}

}  // namespace

TEST_CASE("an entry makes the moves of the table, and every other one is refused and changes nothing") {
    for (std::size_t from = 0; from < states.size(); ++from)
        for (std::size_t to = 0; to < states.size(); ++to) {
            INFO(name_of(states[from]) << " to " << name_of(states[to]));
            const bool legal = table[from][to] == 'x';
            OutboxEntry entry = in(states[from]);
            CHECK(may_move(states[from], states[to]) == legal);
            if (!legal) {
                CHECK_THROWS_AS(attempt(entry, states[to]), std::logic_error);
                CHECK(entry == in(states[from]));
                continue;
            }
            attempt(entry, states[to]);
            CHECK(entry.state == states[to]);
            CHECK(entry.parking().has_value() == (states[to] == EntryState::parked));
        }
}

TEST_CASE("the loss of an entry that is retried and parked again does not shrink") {
    OutboxEntry entry = in(EntryState::parked);
    park(entry, {Errc::not_found, "printed, not redeemed", Money(10'000)});
    move_to(entry, EntryState::pending);
    CHECK_FALSE(entry.parking().has_value());
    CHECK(entry.state.earlier_loss() == Money(10'000));
    move_to(entry, EntryState::sent);
    OutboxEntry refused = entry;
    park(refused, {Errc::not_found, "the cloud refuses it", Money()});
    CHECK(refused.parking()->loss == Money(10'000));
    CHECK_FALSE(refused.state.earlier_loss().has_value());
    move_to(entry, EntryState::confirmed);
    CHECK_FALSE(entry.state.earlier_loss().has_value());
}

TEST_CASE("an entry that is given up keeps the reason and the loss, and is given up in no other way") {
    OutboxEntry entry = in(EntryState::parked);
    CHECK_THROWS_AS(give_up(entry, EntryState::confirmed, {}), std::logic_error);
    CHECK_THROWS_AS(move_to(entry, EntryState::parked), std::logic_error);
    give_up(entry, EntryState::written_off, {Errc::given_up, "by A: why", Money(77)});
    CHECK(entry.state == EntryState::written_off);
    CHECK(entry.parking()->loss == Money(77));
    CHECK_THROWS_AS(give_up(entry, EntryState::cancelled, {}), std::logic_error);
}

}  // namespace tillpoints
