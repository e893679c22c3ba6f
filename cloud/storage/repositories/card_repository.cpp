#include "cloud/storage/repositories/card_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<CardHolder> holder_in(Query& query) {
    if (!query.next()) return {};
    CardHolder holder;
    holder.customer = {query.integer()};
    holder.language = static_cast<loyalty::Language>(query.integer());
    holder.invitation = query.text();
    holder.card = query.text();
    holder.since = query.time();
    return holder;
}

std::optional<OneTimeCode> one_time_code_in(Query& query) {
    if (!query.next()) return {};
    OneTimeCode code;
    code.phone = query.text();
    code.hash = query.text();
    code.expires = query.time();
    code.tries = query.integer();
    return code;
}

}  // namespace

bool CardRepository::add_holder(const CardHolder& holder) {
    auto query = connection_.query(
        "INSERT INTO card_holders (customer, language, invitation, card, since) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING customer");
    query.bind(holder.customer.value).bind(static_cast<std::int64_t>(holder.language));
    return query.bind(holder.invitation).bind(holder.card).bind(holder.since).next();
}

std::optional<CardHolder> CardRepository::find_holder(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT customer, language, invitation, card, since FROM card_holders WHERE customer = ?");
    query.bind(customer.value);
    return holder_in(query);
}

std::optional<CardHolder> CardRepository::find_by_invitation(const std::string& invitation) {
    auto query = connection_.query(
        "SELECT customer, language, invitation, card, since FROM card_holders WHERE invitation = ?");
    query.bind(invitation);
    return holder_in(query);
}

void CardRepository::set_language(ParticipantId customer, loyalty::Language language) {
    connection_.query("UPDATE card_holders SET language = ? WHERE customer = ?")
        .bind(static_cast<std::int64_t>(language))
        .bind(customer.value)
        .run();
}

std::vector<Consent> CardRepository::consents(ParticipantId customer) {
    auto query =
        connection_.query("SELECT channel, given, changed FROM consents WHERE customer = ? ORDER BY channel");
    query.bind(customer.value);
    std::vector<Consent> out;
    while (query.next()) {
        Consent consent;
        consent.channel = static_cast<Channel>(query.integer());
        consent.given = query.integer() != 0;
        consent.changed = query.time();
        out.push_back(consent);
    }
    return out;
}

bool CardRepository::consents_to(ParticipantId customer, Channel channel) {
    for (const auto& consent : consents(customer))
        if (consent.channel == channel) return consent.given;
    return false;
}

void CardRepository::set_consent(ParticipantId customer, const Consent& consent) {
    connection_
        .query(
            "INSERT INTO consents (customer, channel, given, changed) VALUES (?, ?, ?, ?) ON CONFLICT"
            " (customer, channel) DO UPDATE SET given = excluded.given, changed = excluded.changed")
        .bind(customer.value)
        .bind(static_cast<std::int64_t>(consent.channel))
        .bind(consent.given ? 1 : 0)
        .bind(consent.changed)
        .run();
}

void CardRepository::set_code(const OneTimeCode& code) {
    connection_
        .query(
            "INSERT INTO one_time_codes (phone, hash, expires, tries) VALUES (?, ?, ?, ?) ON CONFLICT (phone)"
            " DO UPDATE SET hash = excluded.hash, expires = excluded.expires, tries = excluded.tries")
        .bind(code.phone)
        .bind(code.hash)
        .bind(code.expires)
        .bind(code.tries)
        .run();
}

std::optional<OneTimeCode> CardRepository::find_code(const std::string& phone) {
    auto query = connection_.query("SELECT phone, hash, expires, tries FROM one_time_codes WHERE phone = ?");
    query.bind(phone);
    return one_time_code_in(query);
}

std::optional<OneTimeCode> CardRepository::lock_code(const std::string& phone) {
    auto query = connection_.query("SELECT phone, hash, expires, tries FROM one_time_codes WHERE phone = ?" +
                                   std::string(connection_.row_lock()));
    query.bind(phone);
    return one_time_code_in(query);
}

void CardRepository::count_try(const std::string& phone) {
    connection_.query("UPDATE one_time_codes SET tries = tries + 1 WHERE phone = ?").bind(phone).run();
}

void CardRepository::remove_code(const std::string& phone) {
    connection_.query("DELETE FROM one_time_codes WHERE phone = ?").bind(phone).run();
}

void CardRepository::forget_codes(Timestamp expired_by) {
    connection_.query("DELETE FROM one_time_codes WHERE expires <= ?").bind(expired_by).run();
}

void CardRepository::add_session(const CardSession& session) {
    connection_.query("INSERT INTO card_sessions (id, phone, token, created, used) VALUES (?, ?, ?, ?, ?)")
        .bind(session.id)
        .bind(session.phone)
        .bind(session.token)
        .bind(session.created)
        .bind(session.used)
        .run();
}

std::optional<CardSession> CardRepository::find_session(const std::string& id) {
    auto query = connection_.query("SELECT id, phone, token, created, used FROM card_sessions WHERE id = ?");
    if (!query.bind(id).next()) return {};
    CardSession session;
    session.id = query.text();
    session.phone = query.text();
    session.token = query.text();
    session.created = query.time();
    session.used = query.time();
    return session;
}

void CardRepository::use_session(const std::string& id, Timestamp now) {
    connection_.query("UPDATE card_sessions SET used = ? WHERE id = ?").bind(now).bind(id).run();
}

void CardRepository::end_session(const std::string& id) {
    connection_.query("DELETE FROM card_sessions WHERE id = ?").bind(id).run();
}

void CardRepository::end_sessions_of(const std::string& phone) {
    connection_.query("DELETE FROM card_sessions WHERE phone = ?").bind(phone).run();
}

void CardRepository::forget_sessions(Timestamp unused_since) {
    connection_.query("DELETE FROM card_sessions WHERE used <= ?").bind(unused_since).run();
}

void CardRepository::void_identifiers(ParticipantId customer) {
    connection_.query("UPDATE cards SET blocked = 1 WHERE customer = ?").bind(customer.value).run();
    connection_.query("UPDATE codes SET used = 1 WHERE customer = ?").bind(customer.value).run();
}

void CardRepository::remove_holder(ParticipantId customer) {
    connection_.query("DELETE FROM card_holders WHERE customer = ?").bind(customer.value).run();
    connection_.query("DELETE FROM consents WHERE customer = ?").bind(customer.value).run();
}

void CardRepository::add_departed(const std::string& digest, Timestamp when) {
    connection_
        .query(
            "INSERT INTO departed (digest, moment) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET moment"
            " = excluded.moment")
        .bind(digest)
        .bind(when)
        .run();
}

bool CardRepository::has_departed(const std::string& digest) {
    auto query = connection_.query("SELECT digest FROM departed WHERE digest = ?");
    return query.bind(digest).next();
}

}  // namespace tillpoints::cloud
