#include "cloud/storage/repositories/person_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_PERSON                                                                                       \
    "SELECT p.id, p.login, p.name, p.role, p.branch, b.name, p.cashier, c.name, p.password, p.must_change," \
    " p.totp, p.totp_offered, p.totp_step, p.blocked, p.created FROM people p LEFT JOIN branches b ON"      \
    " b.id = p.branch LEFT JOIN cashiers c ON c.id = p.cashier "

std::optional<loyalty::Named> named_in(Query& query) {
    const auto id = query.maybe_integer();
    const auto name = query.maybe_text();
    if (!id) return {};
    return loyalty::Named{*id, name.value_or("")};
}

std::optional<std::int64_t> id_of(const std::optional<loyalty::Named>& named) {
    return named ? std::optional(named->id) : std::nullopt;
}

std::optional<PersonRecord> person_in(Query& query) {
    if (!query.next()) return {};
    PersonRecord record;
    record.id = query.integer();
    record.login = query.text();
    record.name = query.text();
    record.role = static_cast<Role>(query.integer());
    record.branch = named_in(query);
    record.cashier = named_in(query);
    record.password = query.text();
    record.must_change = query.integer() != 0;
    record.totp = query.maybe_text();
    record.totp_offered = query.maybe_text();
    record.totp_step = query.integer();
    record.blocked = query.integer() != 0;
    record.created = query.time();
    return record;
}

void bind_person(Query& query, const PersonRecord& record) {
    query.bind(record.login).bind(record.name).bind(static_cast<std::int64_t>(record.role));
    query.bind(id_of(record.branch)).bind(id_of(record.cashier)).bind(record.password);
    query.bind(record.must_change ? 1 : 0).bind(record.totp).bind(record.totp_offered);
    query.bind(record.totp_step).bind(record.blocked ? 1 : 0).bind(record.created);
}

}  // namespace

std::optional<std::int64_t> PersonRepository::add(const PersonRecord& record) {
    auto query = connection_.query(
        "INSERT INTO people (login, name, role, branch, cashier, password, must_change, totp, totp_offered,"
        " totp_step, blocked, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (login) DO NOTHING RETURNING id");
    bind_person(query, record);
    return query.next() ? std::optional(query.integer()) : std::nullopt;
}

std::optional<PersonRecord> PersonRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_PERSON "WHERE p.id = ?");
    query.bind(id);
    return person_in(query);
}

std::optional<PersonRecord> PersonRepository::find_by_login(const std::string& login) {
    auto query = connection_.query(SELECT_PERSON "WHERE p.login = ?");
    query.bind(login);
    return person_in(query);
}

std::vector<PersonRecord> PersonRepository::all() {
    auto query = connection_.query(SELECT_PERSON "ORDER BY p.id");
    std::vector<PersonRecord> out;
    while (auto record = person_in(query)) out.push_back(std::move(*record));
    return out;
}

void PersonRepository::update(const PersonRecord& record) {
    auto query = connection_.query(
        "UPDATE people SET login = ?, name = ?, role = ?, branch = ?, cashier = ?, password = ?,"
        " must_change = ?, totp = ?, totp_offered = ?, totp_step = ?, blocked = ?, created = ? WHERE id = ?");
    bind_person(query, record);
    query.bind(record.id).run();
}

void PersonRepository::lock(std::int64_t id) {
    auto query =
        connection_.query("SELECT id FROM people WHERE id = ?" + std::string(connection_.row_lock()));
    query.bind(id).next();
}

void PersonRepository::begin_session(const SessionRecord& session) {
    auto query =
        connection_.query("INSERT INTO console_sessions (digest, person, began, used) VALUES (?, ?, ?, ?)");
    query.bind(session.digest).bind(session.person).bind(session.began).bind(session.used).run();
}

std::optional<SessionRecord> PersonRepository::find_session(const std::string& digest) {
    auto query =
        connection_.query("SELECT digest, person, began, used FROM console_sessions WHERE digest = ?");
    if (!query.bind(digest).next()) return {};
    SessionRecord session;
    session.digest = query.text();
    session.person = query.integer();
    session.began = query.time();
    session.used = query.time();
    return session;
}

void PersonRepository::use_session(const std::string& digest, Timestamp now) {
    connection_.query("UPDATE console_sessions SET used = ? WHERE digest = ?").bind(now).bind(digest).run();
}

void PersonRepository::end_session(const std::string& digest) {
    connection_.query("DELETE FROM console_sessions WHERE digest = ?").bind(digest).run();
}

void PersonRepository::end_sessions_of(std::int64_t person) {
    connection_.query("DELETE FROM console_sessions WHERE person = ?").bind(person).run();
}

std::int64_t PersonRepository::sessions_of(std::int64_t person) {
    auto query = connection_.query("SELECT count(*) FROM console_sessions WHERE person = ?");
    query.bind(person).next();
    return query.integer();
}

void PersonRepository::forget_sessions(Timestamp used_before, Timestamp began_before) {
    connection_.query("DELETE FROM console_sessions WHERE used < ? OR began < ?")
        .bind(used_before)
        .bind(began_before)
        .run();
}

WrongTries PersonRepository::lock_tries(const std::string& who) {
    // There must be a row to lock.
    connection_.query("INSERT INTO sign_in_tries (who, wrong, last) VALUES (?, 0, 0) ON CONFLICT DO NOTHING")
        .bind(who)
        .run();
    auto query = connection_.query("SELECT wrong, last FROM sign_in_tries WHERE who = ?" +
                                   std::string(connection_.row_lock()));
    WrongTries tries;
    if (!query.bind(who).next()) return tries;
    tries.count = query.integer();
    tries.last = query.time();
    return tries;
}

void PersonRepository::set_tries(const std::string& who, const WrongTries& tries) {
    connection_.query("UPDATE sign_in_tries SET wrong = ?, last = ? WHERE who = ?")
        .bind(tries.count)
        .bind(tries.last)
        .bind(who)
        .run();
}

void PersonRepository::forget_tries(Timestamp before) {
    connection_.query("DELETE FROM sign_in_tries WHERE last < ?").bind(before).run();
}

void PersonRepository::log(const ActionRecord& action) {
    auto query = connection_.query(
        "INSERT INTO actions (moment, person, action, subject, detail) VALUES (?, ?, ?, ?, ?)");
    query.bind(action.moment).bind(action.person).bind(action.action);
    query.bind(action.subject).bind(action.detail).run();
}

std::vector<ActionRecord> PersonRepository::actions(std::optional<std::int64_t> before, int max) {
    auto query = connection_.query(
        "SELECT id, moment, person, action, subject, detail FROM actions WHERE id < ? ORDER BY id DESC"
        " LIMIT ?");
    query.bind(before.value_or(INT64_MAX)).bind(max);
    std::vector<ActionRecord> out;
    while (query.next()) {
        ActionRecord action;
        action.id = query.integer();
        action.moment = query.time();
        action.person = query.maybe_integer();
        action.action = query.text();
        action.subject = query.text();
        action.detail = query.text();
        out.push_back(std::move(action));
    }
    return out;
}

}  // namespace tillpoints::cloud
