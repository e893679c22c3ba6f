#include "plugin/replay/schedule.hpp"
#include "plugin/entries/stored_status.hpp"

#include <catch2/catch.hpp>

#include "story.hpp"

namespace tillpoints::replay {
namespace {

OutboxEntry entry_of(std::string customer, std::string id, EntryState state = EntryState::pending) {
    OutboxEntry entry = an_award();
    entry.id = EntryId(std::move(id));
    entry.customer = std::move(customer);
    entry.state = stored_status(state);
    return entry;
}

OutboxEntry standing_on(OutboxEntry entry, std::string other) {
    entry.after = EntryId(std::move(other));
    return entry;
}

OutboxEntry unwanted(OutboxEntry entry) {
    entry.wanted = Wanted::withdraw;
    return entry;
}

OutboxEntry not_before(OutboxEntry entry, std::chrono::milliseconds ahead) {
    entry.not_before = nine_o_clock + ahead;
    return entry;
}

/// All who may go side by side, by id.
std::vector<std::string> side_by_side(const EntryQueue& queue, std::size_t most) {
    std::vector<std::string> out;
    for (const auto i : due_now(queue, {}, {nine_o_clock, {}}, most)) out.push_back(queue[i].id.text);
    return out;
}

/// Who goes next, by id; "nobody" if none may.
std::string next(const EntryQueue& queue, const std::set<EntryId>& busy = {}) {
    const auto due = next_due(queue, busy, {nine_o_clock, {}});
    return due ? queue[*due].id.text : "nobody";
}

OutboxEntry confirmed_sale() {
    OutboxEntry sale = entry_of("ann", "r/1", EntryState::confirmed);
    sale.operation = OperationId{7};
    return sale;
}

OutboxEntry new_return() {
    OutboxEntry entry = a_return();
    std::get<RefundEntry>(entry.body).operation.reset();
    return entry;
}

constexpr Now now_at(Timestamp time) {
    return {time, {}};
}

}  // namespace

TEST_CASE("entries of different customers go in order of storing") {
    CHECK(next({entry_of("ann", "a/1"), entry_of("bob", "b/1")}) == "a/1");
    CHECK(next({entry_of("ann", "a/1", EntryState::confirmed), entry_of("bob", "b/1")}) == "b/1");
    CHECK(next({}) == "nobody");
}

TEST_CASE("customers go side by side, as many as are allowed, each with one entry") {
    const EntryQueue queue{entry_of("ann", "a/1"), entry_of("ann", "a/2"), entry_of("bob", "b/1"),
                           entry_of("", "x/1"),    entry_of("", "x/2"),    entry_of("cid", "c/1")};
    CHECK(side_by_side(queue, 9) == std::vector<std::string>{"a/1", "b/1", "x/1", "x/2", "c/1"});
    CHECK(side_by_side(queue, 2) == std::vector<std::string>{"a/1", "b/1"});
    CHECK(side_by_side(queue, 0).empty());
}

TEST_CASE("a customer's entries keep their order even while the first one waits or is in flight") {
    CHECK(next({not_before(entry_of("ann", "a/1"), 5s), entry_of("ann", "a/2"), entry_of("bob", "b/1")}) ==
          "b/1");
    CHECK(next({entry_of("ann", "a/1"), entry_of("ann", "a/2")}, {EntryId("a/1")}) == "nobody");
    CHECK(next({entry_of("", "x/1"), entry_of("", "x/2")}, {EntryId("x/1")}) == "x/2");
}

TEST_CASE("an entry waits for the one it names, whoever its customer is") {
    CHECK(next({not_before(entry_of("ann", "a/1"), 5s), standing_on(entry_of("bob", "b/1"), "a/1")}) ==
          "nobody");
    CHECK(next({entry_of("ann", "a/1", EntryState::withdrawn), standing_on(entry_of("ann", "a/2"), "a/1")}) ==
          "a/2");
    CHECK(next({standing_on(entry_of("ann", "a/2"), "long gone")}) == "a/2");
}

TEST_CASE("a parked entry holds up only the entries that name it") {
    const OutboxEntry parked = entry_of("ann", "a/1", EntryState::parked);
    CHECK(next({parked, entry_of("ann", "a/2")}) == "a/2");
    CHECK(next({parked, standing_on(entry_of("ann", "a/2"), "a/1"), entry_of("bob", "b/1")}) == "b/1");
}

TEST_CASE("an entry that waits for a parked one does not hold up its customer's other entries") {
    const OutboxEntry parked = entry_of("ann", "a/1", EntryState::parked);
    const OutboxEntry back = standing_on(entry_of("ann", "a/2"), "a/1");
    const OutboxEntry back_again = standing_on(entry_of("ann", "a/3"), "a/2");
    CHECK(next({parked, back, back_again, entry_of("ann", "a/4")}) == "a/4");
}

TEST_CASE("a withdrawal may overtake, and while it lasts holds up the entries that name it") {
    CHECK(next({not_before(entry_of("ann", "a/1"), 5s),
                unwanted(entry_of("ann", "a/2", EntryState::sent))}) == "a/2");
    const OutboxEntry reversing = unwanted(not_before(entry_of("ann", "a/1", EntryState::reversal_sent), 5s));
    CHECK(next({reversing, standing_on(entry_of("ann", "a/2"), "a/1")}) == "nobody");
    CHECK(next({unwanted(confirmed_sale())}) == "r/1");
}

TEST_CASE("what decide would leave at rest is never due") {
    for (const auto state : {EntryState::confirmed, EntryState::withdrawn, EntryState::parked,
                             EntryState::cancelled, EntryState::written_off})
        for (const auto wanted : {Wanted::keep, Wanted::withdraw})
            for (OutboxEntry entry : {a_redemption(), a_return(), a_correction()}) {
                entry.state = stored_status(state);
                entry.wanted = wanted;
                entry.operation = OperationId{7};
                CHECK(is_live(entry) !=
                      std::holds_alternative<Rest>(decide(entry, {nine_o_clock, {}}, Policy())));
            }
}

TEST_CASE("the queue wakes for the earliest entry that only waits for its time") {
    const EntryQueue queue{not_before(entry_of("ann", "a/1"), 9s), not_before(entry_of("ann", "a/2"), 1s),
                           not_before(entry_of("bob", "b/1"), 5s)};
    CHECK(next_time(queue, {}) == nine_o_clock + 5s);
    CHECK_FALSE(next_time({}, {}).has_value());
    CHECK_FALSE(next_time({entry_of("ann", "a/1", EntryState::parked)}, {}).has_value());
}

TEST_CASE("after a restart no waiting time and no clock of the run before counts, except the cloud's") {
    OutboxEntry entry = not_before(entry_of("ann", "a/1", EntryState::sent), 9h);
    entry.last_sent = SentAt{nine_o_clock - 24h, {}};
    const OutboxEntry anew = resumed(entry, now_at(nine_o_clock));
    CHECK(anew.not_before == Timestamp());
    CHECK(since(*anew.last_sent, now_at(nine_o_clock)) == 0ms);
    entry.last_sent = SentAt{nine_o_clock + 24h, {}};
    CHECK(since(*resumed(entry, now_at(nine_o_clock)).last_sent, now_at(nine_o_clock + 5s)) == 5s);
    entry.last_sent = SentAt{nine_o_clock + 24h, nine_o_clock - 1min};
    CHECK(since(*resumed(entry, now_at(nine_o_clock)).last_sent, {nine_o_clock, nine_o_clock}) == 1min);
}

TEST_CASE("rule 7: a return learns its operation and every reversal known so far before it is sent") {
    OutboxEntry earlier = a_return();
    earlier.id = EntryId("back0/1");
    earlier.reversal = OperationId{5};
    const auto prepared =
        prepare_refund(new_return(), confirmed_sale(), {earlier}, now_at(nine_o_clock), Policy());
    REQUIRE(prepared.ready);
    const auto& refund = std::get<RefundEntry>(prepared.entry.body);
    CHECK(refund.operation == OperationId{7});
    CHECK(refund.known_reversals == std::vector{OperationId{5}});
}

TEST_CASE("rule 8: a sale that never came to be, or was given up, voids its returns") {
    for (const auto state : {EntryState::withdrawn, EntryState::cancelled, EntryState::written_off}) {
        OutboxEntry sale = confirmed_sale();
        sale.state = stored_status(state);
        const auto prepared = prepare_refund(new_return(), sale, {}, now_at(nine_o_clock), Policy());
        CHECK_FALSE(prepared.ready);
        CHECK(prepared.entry.state == EntryState::cancelled);
    }
}

TEST_CASE("a return of a sale that is parked or still under way is kept and waits") {
    for (const auto state :
         {EntryState::parked, EntryState::pending, EntryState::sent, EntryState::reversing}) {
        OutboxEntry sale = confirmed_sale();
        sale.state = stored_status(state);
        const auto prepared = prepare_refund(new_return(), sale, {}, now_at(nine_o_clock), Policy());
        CHECK_FALSE(prepared.ready);
        CHECK(prepared.entry.state == EntryState::pending);
        CHECK(prepared.entry.not_before > nine_o_clock);
    }
}

TEST_CASE("a return of a sale the journal has lost is parked") {
    const auto prepared = prepare_refund(new_return(), {}, {}, now_at(nine_o_clock), Policy());
    CHECK_FALSE(prepared.ready);
    CHECK(prepared.entry.state == EntryState::parked);
}

TEST_CASE("a window counts what replay can bring on, not what waits for an operator, a receipt or a sale") {
    OutboxEntry offline = an_offline_redemption();
    offline.id = EntryId("offline/1");
    const EntryQueue queue{
        entry_of("ann", "moves/1"),
        not_before(entry_of("bob", "moves/2"), 10s),
        entry_of("cid", "parked/1", EntryState::parked),
        standing_on(entry_of("cid", "behind/1"), "parked/1"),
        standing_on(entry_of("cid", "behind/2"), "behind/1"),
        unwanted(standing_on(entry_of("cid", "moves/3"), "parked/1")),
        entry_of("dan", "over/1", EntryState::confirmed),
        offline,
        new_return(),
        a_return(),
    };
    CHECK(moving(queue) == 4);
}

}  // namespace tillpoints::replay
