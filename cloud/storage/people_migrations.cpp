#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const people_statements[] = {
    R"(
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    branch INTEGER REFERENCES branches(id),
    cashier INTEGER REFERENCES cashiers(id),
    password TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    totp TEXT,
    totp_offered TEXT,
    totp_step INTEGER NOT NULL,
    blocked INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE TABLE console_sessions (
    digest TEXT PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people(id),
    began INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX console_sessions_by_person ON console_sessions(person);
CREATE TABLE sign_in_tries (
    who TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    moment INTEGER NOT NULL,
    person INTEGER REFERENCES people(id),
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE point_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people(id),
    customer INTEGER NOT NULL REFERENCES customers(id),
    points INTEGER NOT NULL CHECK (points <> 0),
    reason TEXT NOT NULL,
    request_key TEXT NOT NULL,
    state INTEGER NOT NULL,
    decided_by INTEGER REFERENCES people(id),
    UNIQUE (person, request_key)
) STRICT;
CREATE INDEX point_requests_waiting ON point_requests(id) WHERE state = 0;
CREATE INDEX point_requests_by_person ON point_requests(person, asked);
CREATE INDEX customers_by_name ON customers(substr(name, 1, 3));
CREATE INDEX ratings_by_stars ON ratings(stars, created DESC, operation DESC);
CREATE INDEX orders_by_state ON orders(state, id);
)",
    R"(
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    customer INTEGER REFERENCES customers(id),
    address TEXT NOT NULL,
    channel INTEGER NOT NULL,
    purpose INTEGER NOT NULL,
    template TEXT NOT NULL,
    language INTEGER NOT NULL,
    content TEXT NOT NULL,
    state INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due INTEGER,
    expires INTEGER,
    changed INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_due ON messages(channel, due) WHERE due IS NOT NULL;
CREATE INDEX messages_by_customer ON messages(customer, channel, id);
CREATE TABLE message_marks (
    name TEXT PRIMARY KEY,
    moment INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE card_holders (
    customer INTEGER PRIMARY KEY REFERENCES customers(id),
    language INTEGER NOT NULL,
    invitation TEXT NOT NULL UNIQUE,
    card TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE consents (
    customer INTEGER NOT NULL REFERENCES customers(id),
    channel INTEGER NOT NULL,
    given INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (customer, channel)
) STRICT, WITHOUT ROWID;
CREATE TABLE one_time_codes (
    phone TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    expires INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_codes_by_expiry ON one_time_codes(expires);
CREATE TABLE card_sessions (
    id TEXT PRIMARY KEY,
    phone TEXT NOT NULL,
    token TEXT NOT NULL,
    created INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_sessions_by_phone ON card_sessions(phone);
CREATE INDEX card_sessions_by_use ON card_sessions(used);
CREATE TABLE departed (
    digest TEXT PRIMARY KEY,
    moment INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_customer ON codes(customer);
CREATE TABLE telegram_chats (
    chat INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customers(id),
    language INTEGER NOT NULL,
    invitation TEXT NOT NULL,
    is_open INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX telegram_chats_by_customer ON telegram_chats(customer) WHERE customer IS NOT NULL;
CREATE TABLE telegram_updates (
    bot TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_customer ON orders(customer);
)",
    R"(
ALTER TABLE campaigns ADD COLUMN texts TEXT NOT NULL DEFAULT '{}';
ALTER TABLE campaigns ADD COLUMN state INTEGER NOT NULL DEFAULT 2;
ALTER TABLE campaigns ADD COLUMN begins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN held_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN upto INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN person INTEGER REFERENCES people(id);
ALTER TABLE campaigns ADD COLUMN request_key TEXT;
CREATE UNIQUE INDEX campaigns_by_key ON campaigns(person, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX campaigns_to_run ON campaigns(begins) WHERE state = 0;
CREATE TABLE campaign_members (
    campaign INTEGER NOT NULL REFERENCES campaigns(id),
    customer INTEGER NOT NULL REFERENCES customers(id),
    held_out INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (campaign, customer)
) STRICT, WITHOUT ROWID;
)",
    R"(
CREATE TABLE fleet_terminals (
    name TEXT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    heard INTEGER,
    heartbeat TEXT NOT NULL,
    offered INTEGER NOT NULL,
    offered_at INTEGER,
    before_it TEXT NOT NULL,
    first_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fleet_rollouts (
    number INTEGER PRIMARY KEY,
    created INTEGER NOT NULL,
    document TEXT NOT NULL,
    share INTEGER NOT NULL,
    watch INTEGER NOT NULL,
    tolerated INTEGER NOT NULL,
    state INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    checked INTEGER NOT NULL
) STRICT;
)",
    R"(
CREATE TABLE redemption_confirmations (
    id TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    points INTEGER NOT NULL CHECK (points > 0),
    means INTEGER NOT NULL,
    hash TEXT NOT NULL,
    tries INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    given INTEGER NOT NULL,
    used_by INTEGER REFERENCES operations(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX redemption_confirmations_by_customer ON redemption_confirmations(customer);
CREATE INDEX redemption_confirmations_by_expiry ON redemption_confirmations(expires);
CREATE TABLE customer_pins (
    customer INTEGER PRIMARY KEY REFERENCES customers(id),
    hash TEXT NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
)",
    R"(
CREATE TABLE accounting_closes (
    month TEXT PRIMARY KEY,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    person INTEGER REFERENCES people(id),
    names TEXT NOT NULL,
    figures TEXT NOT NULL,
    files TEXT NOT NULL,
    customers_owed INTEGER NOT NULL,
    deferred_owed INTEGER NOT NULL,
    certificates_owed INTEGER NOT NULL,
    before_digest TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TRIGGER keep_close BEFORE UPDATE ON accounting_closes WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a month whose accounts are closed is never changed'); END;
CREATE TRIGGER keep_close_there BEFORE DELETE ON accounting_closes WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a month whose accounts are closed is never removed'); END;
CREATE TRIGGER keep_operation BEFORE UPDATE OF id, created, customer, cashier, number, origin, total, cash, points, award,
    certificate, branch ON operations WHEN (OLD.created < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'an operation of a closed month is never changed'); END;
CREATE TRIGGER keep_operation_there BEFORE DELETE ON operations WHEN (OLD.created < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'an operation of a closed month is never removed'); END;
CREATE TRIGGER keep_entry BEFORE UPDATE ON entries WHEN (OLD.created < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'an entry of a closed month is never changed'); END;
CREATE TRIGGER keep_entry_there BEFORE DELETE ON entries WHEN (OLD.created < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'an entry of a closed month is never removed'); END;
CREATE TRIGGER keep_posting BEFORE UPDATE ON postings
    WHEN ((SELECT created FROM entries WHERE id = OLD.entry) < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'a posting of a closed month is never changed'); END;
CREATE TRIGGER keep_posting_there BEFORE DELETE ON postings
    WHEN ((SELECT created FROM entries WHERE id = OLD.entry) < (SELECT max(ends) FROM accounting_closes))
BEGIN SELECT RAISE(ABORT, 'a posting of a closed month is never removed'); END;
)"};

}  // namespace

std::span<const char* const> people_migrations() {
    return people_statements;
}

}  // namespace tillpoints::cloud
