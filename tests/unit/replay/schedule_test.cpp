#include "plugin/replay/schedule.hpp"

#include <catch2/catch.hpp>

#include "story.hpp"

namespace tillpoints::replay {
namespace {

Fact fact_of(std::string customer, std::string id, FactState state = FactState::pending) {
    Fact fact = an_award();
    fact.id = FactId(std::move(id));
    fact.customer = std::move(customer);
    fact.state = state;
    return fact;
}

Fact standing_on(Fact fact, std::string other) {
    fact.after = FactId(std::move(other));
    return fact;
}

Fact unwanted(Fact fact) {
    fact.wanted = Wanted::withdraw;
    return fact;
}

Fact not_before(Fact fact, std::chrono::milliseconds ahead) {
    fact.not_before = nine_o_clock + ahead;
    return fact;
}

/// All who may go side by side, by id.
std::vector<std::string> side_by_side(const std::vector<Fact>& queue, std::size_t most) {
    std::vector<std::string> out;
    for (const auto i : due_now(queue, {}, {nine_o_clock, {}}, most)) out.push_back(queue[i].id.text);
    return out;
}

/// Who goes next, by id; "nobody" if none may.
std::string next(const std::vector<Fact>& queue, const std::set<FactId>& busy = {}) {
    const auto due = next_due(queue, busy, {nine_o_clock, {}});
    return due ? queue[*due].id.text : "nobody";
}

Fact confirmed_sale() {
    Fact sale = fact_of("ann", "r/1", FactState::confirmed);
    sale.operation = OperationId{7};
    return sale;
}

Fact new_return() {
    Fact fact = a_return();
    std::get<RefundFact>(fact.body).operation.reset();
    return fact;
}

constexpr Now now_at(Timestamp time) {
    return {time, {}};
}

}  // namespace

TEST_CASE("facts of different customers go in order of storing") {
    CHECK(next({fact_of("ann", "a/1"), fact_of("bob", "b/1")}) == "a/1");
    CHECK(next({fact_of("ann", "a/1", FactState::confirmed), fact_of("bob", "b/1")}) == "b/1");
    CHECK(next({}) == "nobody");
}

TEST_CASE("customers go side by side, as many as are allowed, each with one fact") {
    const std::vector<Fact> queue{fact_of("ann", "a/1"), fact_of("ann", "a/2"), fact_of("bob", "b/1"),
                                  fact_of("", "x/1"),    fact_of("", "x/2"),    fact_of("cid", "c/1")};
    CHECK(side_by_side(queue, 9) == std::vector<std::string>{"a/1", "b/1", "x/1", "x/2", "c/1"});
    CHECK(side_by_side(queue, 2) == std::vector<std::string>{"a/1", "b/1"});
    CHECK(side_by_side(queue, 0).empty());
}

TEST_CASE("a customer's facts keep their order even while the first one waits or is in flight") {
    CHECK(next({not_before(fact_of("ann", "a/1"), 5s), fact_of("ann", "a/2"), fact_of("bob", "b/1")}) ==
          "b/1");
    CHECK(next({fact_of("ann", "a/1"), fact_of("ann", "a/2")}, {FactId("a/1")}) == "nobody");
    CHECK(next({fact_of("", "x/1"), fact_of("", "x/2")}, {FactId("x/1")}) == "x/2");
}

TEST_CASE("a fact waits for the one it stands on, whoever its customer is") {
    CHECK(next({not_before(fact_of("ann", "a/1"), 5s), standing_on(fact_of("bob", "b/1"), "a/1")}) ==
          "nobody");
    CHECK(next({fact_of("ann", "a/1", FactState::withdrawn), standing_on(fact_of("ann", "a/2"), "a/1")}) ==
          "a/2");
    CHECK(next({standing_on(fact_of("ann", "a/2"), "long gone")}) == "a/2");
}

TEST_CASE("a parked fact holds up only what stands on it") {
    const Fact parked = fact_of("ann", "a/1", FactState::parked);
    CHECK(next({parked, fact_of("ann", "a/2")}) == "a/2");
    CHECK(next({parked, standing_on(fact_of("ann", "a/2"), "a/1"), fact_of("bob", "b/1")}) == "b/1");
}

TEST_CASE("what stands on a parked fact does not hold up its customer's other facts") {
    const Fact parked = fact_of("ann", "a/1", FactState::parked);
    const Fact back = standing_on(fact_of("ann", "a/2"), "a/1");
    const Fact back_again = standing_on(fact_of("ann", "a/3"), "a/2");
    CHECK(next({parked, back, back_again, fact_of("ann", "a/4")}) == "a/4");
}

TEST_CASE("a withdrawal needs no turn, and while it lasts holds up what stands on it") {
    CHECK(next({not_before(fact_of("ann", "a/1"), 5s), unwanted(fact_of("ann", "a/2", FactState::sent))}) ==
          "a/2");
    const Fact reversing = unwanted(not_before(fact_of("ann", "a/1", FactState::reversal_sent), 5s));
    CHECK(next({reversing, standing_on(fact_of("ann", "a/2"), "a/1")}) == "nobody");
    CHECK(next({unwanted(confirmed_sale())}) == "r/1");
}

TEST_CASE("what decide would leave at rest is never due") {
    for (const auto state : {FactState::confirmed, FactState::withdrawn, FactState::parked,
                             FactState::cancelled, FactState::written_off})
        for (const auto wanted : {Wanted::keep, Wanted::withdraw})
            for (Fact fact : {a_redemption(), a_return(), a_correction()}) {
                fact.state = state;
                fact.wanted = wanted;
                fact.operation = OperationId{7};
                CHECK(is_live(fact) !=
                      std::holds_alternative<Rest>(decide(fact, {nine_o_clock, {}}, Policy())));
            }
}

TEST_CASE("the queue wakes for the earliest fact that only waits for its time") {
    const std::vector<Fact> queue{not_before(fact_of("ann", "a/1"), 9s),
                                  not_before(fact_of("ann", "a/2"), 1s),
                                  not_before(fact_of("bob", "b/1"), 5s)};
    CHECK(next_time(queue, {}) == nine_o_clock + 5s);
    CHECK_FALSE(next_time({}, {}).has_value());
    CHECK_FALSE(next_time({fact_of("ann", "a/1", FactState::parked)}, {}).has_value());
}

TEST_CASE("after a restart no waiting time and no clock of the run before counts, except the cloud's") {
    Fact fact = not_before(fact_of("ann", "a/1", FactState::sent), 9h);
    fact.last_sent = SentAt{nine_o_clock - 24h, {}};
    const Fact anew = resumed(fact, now_at(nine_o_clock));
    CHECK(anew.not_before == Timestamp());
    CHECK(since(*anew.last_sent, now_at(nine_o_clock)) == 0ms);
    fact.last_sent = SentAt{nine_o_clock + 24h, {}};
    CHECK(since(*resumed(fact, now_at(nine_o_clock)).last_sent, now_at(nine_o_clock + 5s)) == 5s);
    fact.last_sent = SentAt{nine_o_clock + 24h, nine_o_clock - 1min};
    CHECK(since(*resumed(fact, now_at(nine_o_clock)).last_sent, {nine_o_clock, nine_o_clock}) == 1min);
}

TEST_CASE("rule 7: a return learns its operation and every reversal known so far before it is sent") {
    Fact earlier = a_return();
    earlier.id = FactId("back0/1");
    earlier.reversal = OperationId{5};
    const auto prepared =
        prepare_refund(new_return(), confirmed_sale(), {earlier}, now_at(nine_o_clock), Policy());
    REQUIRE(prepared.ready);
    const auto& refund = std::get<RefundFact>(prepared.fact.body);
    CHECK(refund.operation == OperationId{7});
    CHECK(refund.known_reversals == std::vector{OperationId{5}});
}

TEST_CASE("rule 8: a sale that never came to be, or was given up, voids its returns") {
    for (const auto state : {FactState::withdrawn, FactState::cancelled, FactState::written_off}) {
        Fact sale = confirmed_sale();
        sale.state = state;
        const auto prepared = prepare_refund(new_return(), sale, {}, now_at(nine_o_clock), Policy());
        CHECK_FALSE(prepared.ready);
        CHECK(prepared.fact.state == FactState::cancelled);
    }
}

TEST_CASE("a return of a sale that is parked or still under way is kept and waits") {
    for (const auto state : {FactState::parked, FactState::pending, FactState::sent, FactState::reversing}) {
        Fact sale = confirmed_sale();
        sale.state = state;
        const auto prepared = prepare_refund(new_return(), sale, {}, now_at(nine_o_clock), Policy());
        CHECK_FALSE(prepared.ready);
        CHECK(prepared.fact.state == FactState::pending);
        CHECK(prepared.fact.not_before > nine_o_clock);
    }
}

TEST_CASE("a return of a sale the journal has lost is parked") {
    const auto prepared = prepare_refund(new_return(), {}, {}, now_at(nine_o_clock), Policy());
    CHECK_FALSE(prepared.ready);
    CHECK(prepared.fact.state == FactState::parked);
}

}  // namespace tillpoints::replay
