#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const campaign_statements[] = {
    R"(
CREATE TABLE draws (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arranged INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people(id),
    request_key TEXT NOT NULL,
    name TEXT NOT NULL,
    winners INTEGER NOT NULL CHECK (winners > 0),
    segment TEXT NOT NULL,
    ticket_for INTEGER NOT NULL,
    bought_from INTEGER,
    bought_to INTEGER,
    prize INTEGER NOT NULL,
    points INTEGER NOT NULL,
    days INTEGER NOT NULL,
    message TEXT NOT NULL,
    texts TEXT NOT NULL,
    seed TEXT NOT NULL,
    commitment TEXT NOT NULL UNIQUE,
    state INTEGER NOT NULL,
    asked INTEGER,
    asked_by INTEGER REFERENCES people(id),
    upto INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    drawn INTEGER,
    participants INTEGER NOT NULL,
    tickets INTEGER NOT NULL,
    list_digest TEXT NOT NULL,
    UNIQUE (person, request_key)
) STRICT;
CREATE INDEX draws_by_state ON draws(state, id);
CREATE TABLE draw_participants (
    draw INTEGER NOT NULL REFERENCES draws(id),
    customer INTEGER NOT NULL REFERENCES customers(id),
    tickets INTEGER NOT NULL CHECK (tickets > 0),
    PRIMARY KEY (draw, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE draw_winners (
    draw INTEGER NOT NULL REFERENCES draws(id),
    place INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customers(id),
    state INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (draw, place),
    UNIQUE (draw, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX draw_winners_waiting ON draw_winners(draw, place) WHERE state = 0;
CREATE TRIGGER keep_arranged BEFORE UPDATE OF id, arranged, person, request_key, name, winners, segment, ticket_for, bought_from,
    bought_to, prize, points, days, message, texts, seed, commitment ON draws WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'what was arranged of a draw is never changed'); END;
CREATE TRIGGER keep_drawn BEFORE UPDATE ON draws WHEN (OLD.drawn IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a draw that was drawn is never changed'); END;
CREATE TRIGGER keep_draw_going BEFORE UPDATE OF state ON draws WHEN (NEW.state < OLD.state)
BEGIN SELECT RAISE(ABORT, 'a draw never goes back'); END;
CREATE TRIGGER keep_draw_there BEFORE DELETE ON draws WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a draw is never removed'); END;
CREATE TRIGGER keep_list_closed BEFORE INSERT ON draw_participants WHEN ((SELECT state FROM draws WHERE id = NEW.draw) <> 1)
BEGIN SELECT RAISE(ABORT, 'nobody is added to a list that is whole'); END;
CREATE TRIGGER keep_participant BEFORE UPDATE ON draw_participants WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'the list of a draw is never changed'); END;
CREATE TRIGGER keep_participant_there BEFORE DELETE ON draw_participants WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'nobody is removed from the list of a draw'); END;
CREATE TRIGGER keep_winners_closed BEFORE INSERT ON draw_winners WHEN ((SELECT state FROM draws WHERE id = NEW.draw) <> 2)
BEGIN SELECT RAISE(ABORT, 'nobody is added to the winners of a draw'); END;
CREATE TRIGGER keep_winner BEFORE UPDATE OF draw, place, customer ON draw_winners WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a winner is never changed'); END;
CREATE TRIGGER keep_given BEFORE UPDATE ON draw_winners WHEN (OLD.state <> 0)
BEGIN SELECT RAISE(ABORT, 'what a winner got is never changed'); END;
CREATE TRIGGER keep_winner_there BEFORE DELETE ON draw_winners WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a winner is never removed'); END;
)"};

}  // namespace

std::span<const char* const> campaign_migrations() {
    return campaign_statements;
}

}  // namespace tillpoints::cloud
