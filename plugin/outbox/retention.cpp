#include "plugin/outbox/retention.hpp"

#include <algorithm>

#include "plugin/outbox/schema.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::outbox {
namespace {

/// The most rows that one slice reads, and the most pages that it returns to the file system.
constexpr std::size_t rows_of_a_slice = 64;
constexpr const char* pages_of_a_slice = "PRAGMA incremental_vacuum(64)";
constexpr std::int64_t free_pages_kept = 128;

Timestamp time_at(std::int64_t count) {
    return Timestamp(std::chrono::milliseconds(count));
}

/// `latest` is the latest change of a record; absent if every time of it came from a wrong clock.
bool older(const std::optional<Timestamp>& latest, Timestamp now, std::chrono::days age) {
    return latest && now - *latest > age;
}

}  // namespace

void erase_identity(OutboxEntry& entry, EntriesTable& entries) {
    entry.body = anonymous(std::move(entry.body));
    entry.customer.clear();
    entries.put(entry, dump(to_json(entry.body)));
}

struct Forgetting::OldEntry {
    std::int64_t seq = 0;
    EntryId id;
    std::string receipt;
    bool over = false;
    bool names_somebody = false;
    std::vector<Timestamp> times;

    /// A time later than `now` came from a wrong clock and is ignored.
    std::optional<Timestamp> latest(Timestamp now) const {
        std::optional<Timestamp> out;
        for (const auto time : times)
            if (time <= now) out = out ? std::max(*out, time) : time;
        return out;
    }
};

Forgetting::Forgetting(Database& database, EntriesTable& entries, SessionsTable& sessions,
                       ValuesTable& values)
    : database_(database),
      entries_(entries),
      sessions_(sessions),
      values_(values),
      entries_after_(
          database,
          "SELECT seq, id, receipt, NOT " + std::string(unsettled_predicate) +
              " AND NOT EXISTS(SELECT 1 FROM sessions WHERE sessions.receipt = facts.receipt AND "
              "finished = 0), customer <> '', created, first_sent_cloud, last_sent, last_sent_cloud, "
              "(SELECT max(at) FROM journal WHERE journal.receipt = facts.receipt AND fact = facts.id) "
              "FROM facts WHERE seq > ? ORDER BY seq LIMIT " +
              std::to_string(rows_of_a_slice)),
      sessions_after_(
          database, "SELECT seq, receipt, finished, touched FROM sessions WHERE seq > ? ORDER BY seq LIMIT " +
                        std::to_string(rows_of_a_slice)),
      has_entries_(database, "SELECT 1 FROM facts WHERE receipt = ? LIMIT 1"),
      has_session_(database, "SELECT 1 FROM sessions WHERE receipt = ? LIMIT 1"),
      has_open_returns_(database, "SELECT 1 FROM facts WHERE purchase = ? AND " +
                                      std::string(unsettled_predicate) + " LIMIT 1"),
      drop_entry_(database, "DELETE FROM facts WHERE id = ?"),
      drop_session_(database, "DELETE FROM sessions WHERE receipt = ?"),
      drop_journal_(database, "DELETE FROM journal WHERE receipt = ?"),
      drop_receipt_(database, "DELETE FROM receipts WHERE receipt = ?") {}

bool Forgetting::slice(const Retention& retention, Timestamp now) try {
    if (stage_ == Stage::free_pages) {
        if (free_pages()) return true;
        stage_ = Stage::identities_of_entries;
        return false;
    }
    Transaction transaction(database_);
    const bool more = stage_ == Stage::identities_of_entries    ? identities_of_entries(retention, now)
                      : stage_ == Stage::identities_of_sessions ? identities_of_sessions(retention, now)
                      : stage_ == Stage::old_entries            ? old_entries(retention, now)
                                                                : old_sessions(retention, now);
    transaction.commit();
    if (!more) stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
    return true;
} catch (...) {
    // The transaction was rolled back: the places are read from the database again.
    entries_place_ = {entries_place_.name};
    sessions_place_ = {sessions_place_.name};
    throw;
}

bool Forgetting::identities_of_entries(const Retention& retention, Timestamp now) {
    begin(entries_place_);
    const auto before = *entries_place_.erased;
    const auto rows = entries_after(entries_place_.seen);
    for (const auto& row : rows) {
        bool names_somebody = row.names_somebody;
        if (names_somebody && row.over && older(row.latest(now), now, retention.personal)) {
            if (auto entry = entries_.find(row.id)) erase_identity(*entry, entries_);
            names_somebody = false;
        }
        pass(entries_place_, row.seq, !names_somebody && row.over);
    }
    remember(entries_place_, before);
    return go_on(entries_place_, rows.size());
}

bool Forgetting::identities_of_sessions(const Retention& retention, Timestamp now) {
    begin(sessions_place_);
    const auto before = *sessions_place_.erased;
    struct Finished {
        std::int64_t seq;
        ReceiptId receipt;
        bool old;
    };
    std::vector<Finished> rows;
    {
        Query query(sessions_after_);
        query.bind(1, sessions_place_.seen);
        while (query.next())
            rows.push_back(
                {query.integer(0), ReceiptId(query.bytes(1)),
                 query.integer(2) != 0 && older(time_at(query.integer(3)), now, retention.personal)});
    }
    for (const auto& row : rows) {
        if (auto session = row.old ? sessions_.find(row.receipt) : std::nullopt)
            if (auto state = retention.without_customer(session->state)) {
                session->state = std::move(*state);
                sessions_.put(*session);
            }
        pass(sessions_place_, row.seq, row.old);
    }
    remember(sessions_place_, before);
    return go_on(sessions_place_, rows.size());
}

bool Forgetting::old_entries(const Retention& retention, Timestamp now) {
    bool dropped = false;
    for (const auto& row : entries_after(0)) {
        if (!row.over || !older(row.latest(now), now, retention.records) ||
            holds(has_open_returns_, row.id.text))
            continue;
        drop(drop_entry_, row.id.text);
        drop_bare_receipt(row.receipt);
        dropped = true;
    }
    return dropped;
}

bool Forgetting::old_sessions(const Retention& retention, Timestamp now) {
    std::vector<std::string> old;
    {
        Query query(sessions_after_);
        query.bind(1, std::int64_t(0));
        while (query.next())
            if (query.integer(2) != 0 && older(time_at(query.integer(3)), now, retention.records))
                old.push_back(query.bytes(1));
    }
    bool dropped = false;
    for (const auto& receipt : old) {
        if (holds(has_entries_, receipt)) continue;
        drop(drop_session_, receipt);
        drop_bare_receipt(receipt);
        dropped = true;
    }
    return dropped;
}

bool Forgetting::free_pages() {
    if (database_.ask_integer("PRAGMA freelist_count") <= free_pages_kept) return false;
    database_.run(pages_of_a_slice);
    return true;
}

void Forgetting::begin(Place& place) {
    if (!place.erased) {
        const auto stored = values_.find(place.name);
        place.erased = stored ? parse_decimal(*stored, 0, Rounding::exact).value_or(0) : 0;
    }
    if (place.seen != 0) return;
    place.seen = *place.erased;
    place.unbroken = true;
}

void Forgetting::pass(Place& place, std::int64_t seq, bool done) {
    place.seen = seq;
    place.unbroken = place.unbroken && done;
    if (place.unbroken) place.erased = seq;
}

/// Rows stored meanwhile are too young to be erased, so a slice that is not full ends the round.
bool Forgetting::go_on(Place& place, std::size_t rows) {
    if (rows == rows_of_a_slice) return true;
    place.seen = 0;
    return false;
}

void Forgetting::remember(const Place& place, std::int64_t erased_before) {
    if (*place.erased != erased_before) values_.put(place.name, std::to_string(*place.erased));
}

std::vector<Forgetting::OldEntry> Forgetting::entries_after(std::int64_t seq) {
    std::vector<OldEntry> found;
    Query query(entries_after_);
    query.bind(1, seq);
    while (query.next()) {
        OldEntry entry{query.integer(0),      EntryId(query.bytes(1)), query.bytes(2),
                       query.integer(3) != 0, query.integer(4) != 0,   {}};
        for (int column = 5; column <= 9; ++column)
            if (!query.is_null(column)) entry.times.push_back(time_at(query.integer(column)));
        found.push_back(std::move(entry));
    }
    return found;
}

bool Forgetting::holds(Statement& question, const std::string& about) {
    return Query(question).bind(1, about).next();
}

void Forgetting::drop(Statement& statement, const std::string& key) {
    Query(statement).bind(1, key).run();
}

void Forgetting::drop_bare_receipt(const std::string& receipt) {
    if (holds(has_entries_, receipt) || holds(has_session_, receipt)) return;
    drop(drop_journal_, receipt);
    drop(drop_receipt_, receipt);
}

}  // namespace tillpoints::outbox
