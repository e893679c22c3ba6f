#include "cloud/storage/repositories/draw_repository.hpp"

#include "cloud/storage/connection.hpp"
#include "cloud/storage/repositories/stored_texts.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_DRAW                                                                                         \
    "SELECT id, arranged, person, request_key, name, winners, segment, ticket_for, bought_from, bought_to," \
    " prize, points, days, message, texts, seed, commitment, state, asked, asked_by, upto, newest, drawn,"  \
    " participants, tickets, list_digest FROM draws "
#define SELECT_WINNER "SELECT draw, place, customer, state, told FROM draw_winners "

std::optional<Draw> draw_in(Query& query) {
    if (!query.next()) return {};
    Draw draw;
    draw.id = query.integer();
    draw.arranged = query.time();
    draw.by = query.integer();
    draw.key = query.text();
    draw.name = query.text();
    draw.winners = query.integer();
    draw.segment = query.text();
    draw.ticket_for = static_cast<TicketFor>(query.integer());
    const auto from = query.maybe_time();
    const auto to = query.maybe_time();
    if (from && to) draw.bought = Period{*from, *to};
    draw.prize = static_cast<Prize>(query.integer());
    draw.points = Points(query.integer());
    draw.days = query.integer();
    draw.message = query.text();
    draw.texts = texts_from(query.text());
    draw.seed = query.text();
    draw.commitment = query.text();
    draw.state = static_cast<DrawState>(query.integer());
    draw.asked = query.maybe_time();
    draw.asked_by = query.maybe_integer();
    draw.upto = {query.integer()};
    draw.newest = {query.integer()};
    draw.drawn = query.maybe_time();
    draw.participants = query.integer();
    draw.tickets = query.integer();
    draw.list_digest = query.text();
    return draw;
}

std::optional<DrawWinner> winner_in(Query& query) {
    if (!query.next()) return {};
    DrawWinner winner;
    winner.draw = query.integer();
    winner.place = query.integer();
    winner.customer = {query.integer()};
    winner.state = static_cast<PrizeState>(query.integer());
    winner.told = query.integer() != 0;
    return winner;
}

}  // namespace

std::int64_t DrawRepository::add(const Draw& draw) {
    auto query = connection_.query(
        "INSERT INTO draws (arranged, person, request_key, name, winners, segment, ticket_for, bought_from,"
        " bought_to, prize, points, days, message, texts, seed, commitment, state, asked, asked_by, upto,"
        " newest, drawn, participants, tickets, list_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    query.bind(draw.arranged).bind(draw.by).bind(draw.key).bind(draw.name).bind(draw.winners);
    query.bind(draw.segment).bind(static_cast<std::int64_t>(draw.ticket_for));
    if (draw.bought)
        query.bind(draw.bought->from).bind(draw.bought->to);
    else
        query.bind_null().bind_null();
    query.bind(static_cast<std::int64_t>(draw.prize)).bind(draw.points.count).bind(draw.days);
    query.bind(draw.message).bind(stored_texts(draw.texts)).bind(draw.seed).bind(draw.commitment);
    query.bind(static_cast<std::int64_t>(draw.state)).bind(draw.asked).bind(draw.asked_by);
    query.bind(draw.upto.value).bind(draw.newest.value).bind(draw.drawn);
    query.bind(draw.participants).bind(draw.tickets).bind(draw.list_digest).next();
    return query.integer();
}

std::optional<Draw> DrawRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_DRAW "WHERE id = ?");
    query.bind(id);
    return draw_in(query);
}

std::optional<Draw> DrawRepository::find_by_key(std::int64_t person, const std::string& key) {
    auto query = connection_.query(SELECT_DRAW "WHERE person = ? AND request_key = ?");
    query.bind(person).bind(key);
    return draw_in(query);
}

std::vector<Draw> DrawRepository::all() {
    auto query = connection_.query(SELECT_DRAW "ORDER BY id");
    std::vector<Draw> out;
    while (auto draw = draw_in(query)) out.push_back(std::move(*draw));
    return out;
}

std::optional<Draw> DrawRepository::lock(std::int64_t id) {
    auto query = connection_.query(SELECT_DRAW "WHERE id = ?" + std::string(connection_.row_lock()));
    query.bind(id);
    return draw_in(query);
}

std::optional<Draw> DrawRepository::first_in(DrawState state) {
    auto query = connection_.query(SELECT_DRAW "WHERE state = ? ORDER BY id LIMIT 1");
    query.bind(static_cast<std::int64_t>(state));
    return draw_in(query);
}

std::optional<Draw> DrawRepository::take(DrawState state) {
    auto query = connection_.query(SELECT_DRAW "WHERE state = ? ORDER BY id LIMIT 1" +
                                   std::string(connection_.row_lock_or_skip()));
    query.bind(static_cast<std::int64_t>(state));
    return draw_in(query);
}

void DrawRepository::update(const Draw& draw) {
    auto query = connection_.query(
        "UPDATE draws SET state = ?, asked = ?, asked_by = ?, upto = ?, newest = ?, drawn = ?,"
        " participants = ?, tickets = ?, list_digest = ? WHERE id = ?");
    query.bind(static_cast<std::int64_t>(draw.state)).bind(draw.asked).bind(draw.asked_by);
    query.bind(draw.upto.value).bind(draw.newest.value).bind(draw.drawn);
    query.bind(draw.participants).bind(draw.tickets).bind(draw.list_digest).bind(draw.id).run();
}

void DrawRepository::add_participant(std::int64_t draw, const DrawParticipant& participant) {
    auto query =
        connection_.query("INSERT INTO draw_participants (draw, customer, tickets) VALUES (?, ?, ?)");
    query.bind(draw).bind(participant.customer.value).bind(participant.tickets).run();
}

std::vector<DrawParticipant> DrawRepository::participants(std::int64_t draw) {
    auto query =
        connection_.query("SELECT customer, tickets FROM draw_participants WHERE draw = ? ORDER BY customer");
    query.bind(draw);
    std::vector<DrawParticipant> out;
    while (query.next()) {
        const ParticipantId customer{query.integer()};
        out.push_back({customer, query.integer()});
    }
    return out;
}

std::int64_t DrawRepository::purchases(ParticipantId customer, const Period& period) {
    auto query = connection_.query(
        "SELECT count(*) FROM operations WHERE customer = ? AND state = 0 AND created >= ? AND created < ?"
        " AND origin IS NULL");
    query.bind(customer.value).bind(period.from).bind(period.to).next();
    return query.integer();
}

void DrawRepository::add_winner(const DrawWinner& winner) {
    auto query = connection_.query(
        "INSERT INTO draw_winners (draw, place, customer, state, told) VALUES (?, ?, ?, ?, ?)");
    query.bind(winner.draw).bind(winner.place).bind(winner.customer.value);
    query.bind(static_cast<std::int64_t>(winner.state)).bind(winner.told ? 1 : 0).run();
}

std::vector<DrawWinner> DrawRepository::winners(std::int64_t draw) {
    auto query = connection_.query(SELECT_WINNER "WHERE draw = ? ORDER BY place");
    query.bind(draw);
    std::vector<DrawWinner> out;
    while (auto winner = winner_in(query)) out.push_back(*winner);
    return out;
}

bool DrawRepository::has_waiting_winner() {
    return connection_.query("SELECT draw FROM draw_winners WHERE state = 0 LIMIT 1").next();
}

std::optional<DrawWinner> DrawRepository::take_waiting_winner() {
    auto query = connection_.query(SELECT_WINNER "WHERE state = 0 ORDER BY draw, place LIMIT 1" +
                                   std::string(connection_.row_lock_or_skip()));
    return winner_in(query);
}

void DrawRepository::update(const DrawWinner& winner) {
    auto query =
        connection_.query("UPDATE draw_winners SET state = ?, told = ? WHERE draw = ? AND place = ?");
    query.bind(static_cast<std::int64_t>(winner.state)).bind(winner.told ? 1 : 0);
    query.bind(winner.draw).bind(winner.place).run();
}

}  // namespace tillpoints::cloud
