#include <algorithm>

#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

std::vector<ParticipantId> ids_in(Query& query) {
    std::vector<ParticipantId> out;
    while (query.next()) out.push_back({query.integer()});
    return out;
}

std::optional<Timestamp> moment_in(Query& query) {
    if (!query.next()) return {};
    const auto moment = query.maybe_integer();
    return moment ? std::optional(time_of(*moment)) : std::nullopt;
}

/// "?, ?, ?"
std::string parameters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
    return text;
}

}  // namespace

void SqlTransaction::add_gift(const GiftRecord& gift) {
    auto query =
        connection_.query("INSERT INTO gifts (customer, points, given, lapses, over) VALUES (?, ?, ?, ?, ?)");
    query.bind(gift.customer.value).bind(gift.points.count).bind(milliseconds_of(gift.given));
    query.bind(gift.lapses ? std::optional(milliseconds_of(*gift.lapses)) : std::nullopt);
    query.bind(gift.over ? 1 : 0).run();
}

std::optional<Timestamp> SqlTransaction::last_gift(ParticipantId customer) {
    auto query = connection_.query("SELECT max(given) FROM gifts WHERE customer = ?");
    query.bind(customer.value);
    return moment_in(query);
}

std::vector<GiftRecord> SqlTransaction::gifts_due(ParticipantId customer, Timestamp now) {
    auto query = connection_.query(
        "SELECT id, customer, points, given, lapses FROM gifts WHERE customer = ? AND over = 0 AND lapses <= "
        "?"
        " ORDER BY lapses, id");
    query.bind(customer.value).bind(milliseconds_of(now));
    std::vector<GiftRecord> out;
    while (query.next()) {
        GiftRecord record;
        record.id = query.integer();
        record.customer = {query.integer()};
        record.points = Points(query.integer());
        record.given = time_of(query.integer());
        record.lapses = time_of(query.integer());
        out.push_back(record);
    }
    return out;
}

void SqlTransaction::close_gift(std::int64_t id) {
    connection_.query("UPDATE gifts SET over = 1 WHERE id = ?").bind(id).run();
}

Points SqlTransaction::redeemed_since(ParticipantId customer, Timestamp since) {
    auto query = connection_.query(
        "SELECT coalesce(sum(CASE WHEN origin IS NULL THEN points ELSE -points END), 0) FROM operations"
        " WHERE customer = ? AND created >= ?");
    query.bind(customer.value).bind(milliseconds_of(since)).next();
    return Points(query.integer());
}

std::optional<Timestamp> SqlTransaction::last_credit(ParticipantId customer,
                                                     const std::vector<std::string>& causes) {
    auto query = connection_.query(
        "SELECT max(e.created) FROM postings p CROSS JOIN entries e WHERE p.account = ? AND p.points > 0 AND"
        " e.id = p.entry AND e.cause IN (" +
        parameters(causes.size()) + ")");
    query.bind(customer_account(customer).name);
    for (const auto& cause : causes) query.bind(cause);
    return moment_in(query);
}

std::vector<ParticipantId> SqlTransaction::due(Timestamp now) {
    auto query = connection_.query(
        "SELECT customer FROM certificates WHERE state = 0 AND valid_to <= ?"
        " UNION ALL SELECT customer FROM deferrals WHERE due <= ?"
        " UNION ALL SELECT customer FROM gifts WHERE over = 0 AND lapses <= ?");
    for (int i = 0; i < 3; ++i) query.bind(milliseconds_of(now));
    // Sorted here: to give them in order, SQLite would go through everybody's instead of those that are due.
    auto found = ids_in(query);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<ParticipantId> SqlTransaction::born_on(const std::vector<std::string>& days, Timestamp now) {
    auto query = connection_.query(
        "SELECT c.id FROM customers c WHERE substr(c.birth_date, 6) IN (" + parameters(days.size()) +
        ") AND c.uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM certificates k WHERE"
        " k.customer = c.id AND k.share IS NOT NULL AND k.valid_to > ?) ORDER BY c.id");
    for (const auto& day : days) query.bind(day);
    query.bind(milliseconds_of(now));
    return ids_in(query);
}

std::vector<ParticipantId> SqlTransaction::expiry_candidates(const DueRange& range, Timestamp inactive_since,
                                                             Activity by) {
    auto query = connection_.query(
        "SELECT c.id FROM customers c WHERE c.id > ? AND c.id <= ? AND c.created <= ? AND (? = 1 OR NOT "
        "EXISTS"
        " (SELECT 1 FROM operations o WHERE o.customer = c.id AND o.state = 0 AND o.created > ?)) AND"
        " (SELECT sum(p.points) FROM postings p WHERE p.account = 'customer/' || c.id) > 0 ORDER BY c.id");
    query.bind(range.after.value).bind(range.to.value);
    query.bind(milliseconds_of(inactive_since)).bind(by == Activity::joining ? 1 : 0);
    query.bind(milliseconds_of(inactive_since));
    return ids_in(query);
}

std::vector<ParticipantId> SqlTransaction::win_back_candidates(const DueRange& range, Timestamp last) {
    auto query = connection_.query(
        "SELECT b.id FROM (SELECT o.customer AS id, max(o.created) AS bought FROM operations o WHERE"
        " o.customer > ? AND o.customer <= ? AND o.state = 0 GROUP BY o.customer) b WHERE b.bought <= ? AND"
        " NOT EXISTS (SELECT 1 FROM gifts g WHERE g.customer = b.id AND g.given >= b.bought) ORDER BY b.id");
    query.bind(range.after.value).bind(range.to.value).bind(milliseconds_of(last));
    return ids_in(query);
}

ParticipantId SqlTransaction::newest_customer() {
    auto query = connection_.query("SELECT coalesce(max(id), 0) FROM customers");
    query.next();
    return {query.integer()};
}

}  // namespace tillpoints::cloud
