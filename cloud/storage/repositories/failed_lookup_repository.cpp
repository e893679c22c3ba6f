#include "cloud/storage/repositories/failed_lookup_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

std::optional<Timestamp> FailedLookupRepository::full_at(const GuessBucket& bucket) {
    auto query = connection_.query("SELECT full_at FROM failed_lookups WHERE who = ? AND kind = ?");
    query.bind(bucket.who).bind(static_cast<std::int64_t>(bucket.kind));
    return query.next() ? std::optional(query.time()) : std::nullopt;
}

std::optional<Timestamp> FailedLookupRepository::lock(const GuessBucket& bucket) {
    if (!connection_.locks_rows()) return full_at(bucket);
    // There must be a row to lock; a bucket that was full before all time is as one that never had a failure.
    connection_
        .query(
            "INSERT INTO failed_lookups (who, kind, full_at, failures) VALUES (?, ?, 0, 0) ON CONFLICT DO "
            "NOTHING")
        .bind(bucket.who)
        .bind(static_cast<std::int64_t>(bucket.kind))
        .run();
    auto query = connection_.query("SELECT full_at FROM failed_lookups WHERE who = ? AND kind = ?" +
                                   std::string(connection_.row_lock()));
    query.bind(bucket.who).bind(static_cast<std::int64_t>(bucket.kind));
    return query.next() ? std::optional(query.time()) : std::nullopt;
}

void FailedLookupRepository::add(const GuessBucket& bucket, Timestamp full_at,
                                 std::optional<Timestamp> emptied) {
    auto query = connection_.query(
        "INSERT INTO failed_lookups (who, kind, full_at, failures, emptied) VALUES (?, ?, ?, 1, ?)"
        " ON CONFLICT (who, kind) DO UPDATE SET full_at = excluded.full_at,"
        " failures = failed_lookups.failures + 1,"
        " emptied = coalesce(excluded.emptied, failed_lookups.emptied)");
    query.bind(bucket.who).bind(static_cast<std::int64_t>(bucket.kind)).bind(full_at).bind(emptied).run();
}

void FailedLookupRepository::forget(Timestamp moment) {
    connection_.query("DELETE FROM failed_lookups WHERE full_at <= ?").bind(moment).run();
}

std::vector<GuessAlarm> FailedLookupRepository::alarms(int most) {
    auto query = connection_.query(
        "SELECT who, kind, full_at, failures, emptied FROM failed_lookups WHERE emptied IS NOT NULL"
        " ORDER BY emptied DESC, who LIMIT ?");
    query.bind(most);
    std::vector<GuessAlarm> out;
    while (query.next()) {
        GuessAlarm alarm;
        alarm.bucket.who = query.text();
        alarm.bucket.kind = static_cast<GuessKind>(query.integer());
        alarm.full_at = query.time();
        alarm.failures = query.integer();
        alarm.emptied = query.time();
        out.push_back(std::move(alarm));
    }
    return out;
}

}  // namespace tillpoints::cloud
