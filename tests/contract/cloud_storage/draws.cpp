#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

namespace {

/// One that was arranged by a new person.
Draw some_draw(Transaction& db, const char* key, const char* login = "anna") {
    PersonRecord person;
    person.login = login;
    person.created = noon();
    Draw draw;
    draw.by = *db.people.add(person);
    draw.arranged = noon();
    draw.key = key;
    draw.name = "May";
    draw.winners = 2;
    draw.segment = R"({"bought":true})";
    draw.ticket_for = TicketFor::purchase;
    draw.bought = Period{noon() - hours(24), noon()};
    draw.prize = Prize::certificate;
    draw.points = Points(500);
    draw.days = 30;
    draw.message = "You won";
    draw.texts = {{"kk", "Сіз ұттыңыз"}};
    draw.seed = std::string("seed of ") + key;
    draw.commitment = std::string("commitment of ") + key;
    draw.id = db.draws.add(draw);
    return draw;
}

bool is_refused(Connection& connection, const std::string& statement) {
    connection.begin(Access::write);
    try {
        connection.execute(statement);
    } catch (const StorageFailed&) {
        connection.rollback();
        return true;
    }
    connection.rollback();
    return false;
}

}  // namespace

TEST_CASE(
    "draws are kept whole, in the order they were arranged, and found by the key of who arranged them") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        Draw first;
        Draw second;
        storage.transact([&](Transaction& db) {
            first = some_draw(db, "one");
            second = some_draw(db, "two", "boris");
            second.state = DrawState::collecting;
            second.asked = noon() + hours(1);
            second.asked_by = first.by;
            second.newest = {9};
            second.upto = {4};
            second.participants = 3;
            second.tickets = 5;
            second.list_digest = "digest";
            db.draws.update(second);
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.draws.all() == std::vector{first, second});
            CHECK(db.draws.find(first.id) == first);
            CHECK_FALSE(db.draws.find(99));
            CHECK(db.draws.find_by_key(first.by, "one") == first);
            CHECK_FALSE(db.draws.find_by_key(first.by, "two"));
            CHECK(db.draws.first_in(DrawState::collecting) == second);
            CHECK(db.draws.take(DrawState::collecting) == second);
            CHECK_FALSE(db.draws.take(DrawState::listed));
            CHECK(db.draws.lock(first.id) == first);
        });
    });
}

TEST_CASE("a draw's list is in the order of the customers, and its winners in the order they were drawn") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            auto draw = some_draw(db, "one");
            std::vector<ParticipantId> people;
            for (const auto* uid : {"a", "b", "c"}) people.push_back(db.customers.add(someone(uid, nullptr)));
            draw.state = DrawState::collecting;
            db.draws.update(draw);
            for (const std::size_t at : {2u, 0u, 1u})
                db.draws.add_participant(draw.id, {people[at], static_cast<std::int64_t>(at) + 1});
            CHECK(db.draws.participants(draw.id) ==
                  std::vector<DrawParticipant>{{people[0], 1}, {people[1], 2}, {people[2], 3}});
            draw.state = DrawState::listed;
            db.draws.update(draw);
            CHECK_FALSE(db.draws.has_waiting_winner());
            const DrawWinner first{draw.id, 1, people[2], PrizeState::waiting, false};
            DrawWinner second{draw.id, 2, people[0], PrizeState::waiting, false};
            db.draws.add_winner(second);
            db.draws.add_winner(first);
            CHECK(db.draws.winners(draw.id) == std::vector{first, second});
            CHECK(db.draws.take_waiting_winner() == first);
            auto given = first;
            given.state = PrizeState::given;
            given.told = true;
            db.draws.update(given);
            CHECK(db.draws.take_waiting_winner() == second);
            CHECK(db.draws.winners(draw.id) == std::vector{given, second});
            second.state = PrizeState::not_given;
            db.draws.update(second);
            CHECK_FALSE(db.draws.has_waiting_winner());
        });
    });
}

TEST_CASE("tickets for purchases are a customer's purchases of the period that were not refunded") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            const auto add = [&](ParticipantId who, std::chrono::milliseconds after,
                                 loyalty::OperationState state = loyalty::OperationState::normal) {
                auto record = purchase(who);
                record.created = noon() + after;
                record.state = state;
                return db.operations.add(record);
            };
            using std::chrono::milliseconds;
            add(anna, milliseconds(-1));
            const auto sold = add(anna, milliseconds(0));
            add(anna, milliseconds(9));
            add(anna, milliseconds(10));
            add(anna, milliseconds(5), loyalty::OperationState::canceled);
            auto refund = purchase(anna);
            refund.created = noon() + milliseconds(6);
            refund.origin = sold;
            refund.state = loyalty::OperationState::reversal;
            db.operations.add(refund);
            const Period period{noon(), noon() + milliseconds(10)};
            CHECK(db.draws.purchases(anna, period) == 2);
            CHECK(db.draws.purchases(boris, period) == 0);
        });
    });
}

TEST_CASE(
    "the database refuses to change what was arranged, the list, the winners and a draw that was drawn") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto storage = implementation.open();
        storage->transact([](Transaction& db) {
            for (const auto* uid : {"a", "b"}) db.customers.add(someone(uid, nullptr));
            some_draw(db, "untouched");
            auto draw = some_draw(db, "drawn", "boris");
            draw.state = DrawState::collecting;
            db.draws.update(draw);
            db.draws.add_participant(draw.id, {{1}, 1});
            draw.state = DrawState::listed;
            db.draws.update(draw);
            db.draws.add_winner({draw.id, 1, {1}, PrizeState::waiting, false});
            draw.state = DrawState::drawn;
            draw.drawn = noon();
            db.draws.update(draw);
        });
        const auto connection = implementation.connect();
        for (const auto* statement :
             {"UPDATE draws SET seed = 'x' WHERE id = 1", "UPDATE draws SET winners = 9 WHERE id = 1",
              "UPDATE draws SET commitment = 'x' WHERE id = 1",
              "UPDATE draws SET segment = '{}' WHERE id = 1", "UPDATE draws SET state = 2 WHERE id = 2",
              "UPDATE draws SET participants = 9 WHERE id = 2",
              "UPDATE draws SET list_digest = 'x' WHERE id = 2", "DELETE FROM draws WHERE id = 1",
              "DELETE FROM draws WHERE id = 2",
              "INSERT INTO draw_participants (draw, customer, tickets) VALUES (1, 2, 1)",
              "INSERT INTO draw_participants (draw, customer, tickets) VALUES (2, 2, 1)",
              "UPDATE draw_participants SET tickets = 5", "DELETE FROM draw_participants",
              "INSERT INTO draw_winners (draw, place, customer, state, told) VALUES (1, 1, 2, 0, 0)",
              "INSERT INTO draw_winners (draw, place, customer, state, told) VALUES (2, 2, 2, 0, 0)",
              "UPDATE draw_winners SET customer = 2", "UPDATE draw_winners SET place = 7",
              "DELETE FROM draw_winners"}) {
            INFO(statement);
            CHECK(is_refused(*connection, statement));
        }
        CHECK_FALSE(is_refused(*connection, "UPDATE draw_winners SET state = 1, told = 1"));
        storage->transact([](Transaction& db) {
            auto winner = *db.draws.take_waiting_winner();
            winner.state = PrizeState::given;
            db.draws.update(winner);
        });
        CHECK(is_refused(*connection, "UPDATE draw_winners SET state = 0"));
    }
}
