#include "plugin/outbox/sqlite_outbox.hpp"

#include "plugin/outbox/guarded.hpp"

namespace tillpoints::outbox {
namespace {

/// Log pages from which `tidy` has something to do, and from which commit() does it on its own.
constexpr int tidy_pages = 64;
constexpr int crowded_pages = 2048;

/// An entry's body as it is stored; nothing if it would not read back the same.
std::optional<std::string> storable(const EntryBody& body) {
    std::string text = dump(to_json(body));
    const auto json = parse_json(text);
    const auto read = json ? entry_body_from(*json) : Result<EntryBody>(json.error());
    return read && *read == body ? std::optional(std::move(text)) : std::nullopt;
}

struct StorableBatch {
    const Batch* batch;
    std::vector<std::string> bodies;  ///< of its entries
};

Result<StorableBatch> storable_batch(const Batch& batch) {
    StorableBatch out{&batch, {}};
    for (const auto& entry : batch.entries) {
        auto body = storable(entry.body);
        if (!body) return Problem{Errc::misuse, "fact " + entry.id.text, "UTF-8 text", "other bytes"};
        out.bodies.push_back(std::move(*body));
    }
    return out;
}

}  // namespace

SqliteOutbox::SqliteOutbox(std::optional<OwnerLock> lock, std::unique_ptr<Database> database, const Key& key,
                           std::function<Timestamp()> now)
    : lock_(std::move(lock)),
      database_(std::move(database)),
      sealer_(key),
      journal_(*database_),
      quarantine_(*database_, journal_, std::move(now)),
      entries_(*database_, sealer_, quarantine_),
      sessions_(*database_, sealer_, quarantine_),
      values_(*database_, sealer_, quarantine_),
      receipts_(*database_),
      limits_(*database_, sealer_, quarantine_),
      forgetting_(*database_, entries_, sessions_, values_),
      erasing_(*database_, sealer_, entries_, sessions_, values_, limits_, journal_),
      turn_log_(*database_, "UPDATE installation SET value = value + 1 WHERE name = 'log_turns'") {}

SqliteOutbox::~SqliteOutbox() {
    if (refused_in_log_) try_to_turn_log();
}

template <class Read>
auto SqliteOutbox::reading(Read read) -> Result<decltype(read())> {
    return guarded(database_->file(), [&]() -> Result<decltype(read())> {
        database_->end_left_over();
        auto found = read();
        quarantine_.settle(owner());
        return found;
    });
}

Result<void> SqliteOutbox::commit_together(const std::vector<const Batch*>& batches) {
    if (!owner())
        return Problem{Errc::misuse, "outbox", "an outbox opened for writing", "one opened read-only"};
    std::vector<StorableBatch> storables;
    bool synced = false;
    for (const Batch* batch : batches) {
        if (batch->empty()) continue;
        auto storable = storable_batch(*batch);
        if (!storable) return storable.error();
        storables.push_back(std::move(*storable));
        synced = synced || batch->durability == Durability::synced;
    }
    if (storables.empty()) return {};
    // When only the sync failed, the batches stand complete at the log's end, and a process that opens the
    // file next would find what was refused here. Any later commit writes over it: best one at once.
    refused_in_log_ = true;
    auto done = guarded(database_->file(), [&]() -> Result<void> {
        Transaction transaction(*database_, synced);
        for (const auto& [batch, bodies] : storables) store(*batch, bodies);
        transaction.commit();
        return {};
    });
    refused_in_log_ = !done && !try_to_turn_log();
    if (done) unsynced_ = !synced;
    // The batches are in the log already: a log that cannot be moved now is moved later.
    if (done && database_->log_pages() >= crowded_pages) try_to_tidy();
    return done;
}

bool SqliteOutbox::try_to_turn_log() noexcept {
    try {
        return turn_log().has_value();
    } catch (...) {  // no memory to say why
        return false;
    }
}

void SqliteOutbox::try_to_tidy() noexcept {
    try {
        static_cast<void>(tidy());
    } catch (...) {  // no memory to say why
    }
}

Result<void> SqliteOutbox::turn_log() {
    return guarded(database_->file(), [&]() -> Result<void> {
        Transaction transaction(*database_);
        Query(turn_log_).run();
        transaction.commit();
        unsynced_ = false;
        return {};
    });
}

void SqliteOutbox::store(const Batch& batch, const std::vector<std::string>& bodies) {
    for (const auto& session : batch.sessions) sessions_.put(session);
    for (std::size_t i = 0; i < bodies.size(); ++i) entries_.put(batch.entries[i], bodies[i]);
    for (const auto& line : batch.journal) journal_.append(line);
    for (const auto& record : batch.receipts) receipts_.put(record);
    for (const auto& [name, value] : batch.values) values_.put(name, value);
    limits_.put(batch.limits);
}

Result<std::vector<StoredSession>> SqliteOutbox::unfinished_sessions() {
    return reading([&] { return sessions_.unfinished(); });
}

Result<std::optional<StoredSession>> SqliteOutbox::session(const ReceiptId& receipt) {
    return reading([&] { return sessions_.find(receipt); });
}

Result<std::vector<OutboxEntry>> SqliteOutbox::unsettled(std::size_t limit) {
    return reading([&] { return entries_.unsettled(limit); });
}

Result<void> SqliteOutbox::each_unsettled(const std::function<void(const OutboxEntry&)>& visit) {
    return guarded(database_->file(), [&]() -> Result<void> {
        database_->end_left_over();
        entries_.each_unsettled(visit);
        quarantine_.settle(owner());
        return {};
    });
}

Result<std::optional<OutboxEntry>> SqliteOutbox::entry(const EntryId& id) {
    return reading([&] { return entries_.find(id); });
}

Result<std::vector<OutboxEntry>> SqliteOutbox::entries_of(const ReceiptId& receipt) {
    return reading([&] { return entries_.of(receipt); });
}

Result<std::vector<OutboxEntry>> SqliteOutbox::refunds_of(const EntryId& purchase) {
    return reading([&] { return entries_.refunds_of(purchase); });
}

Result<std::vector<JournalLine>> SqliteOutbox::journal_of(const ReceiptId& receipt) {
    return reading([&] { return journal_.of(receipt); });
}

Result<ShiftTotals> SqliteOutbox::shift_totals(const std::string& shift) {
    return reading([&] { return receipts_.totals(shift); });
}

Result<std::optional<std::string>> SqliteOutbox::value(const std::string& name) {
    return reading([&] { return values_.find(name); });
}

Result<limits::Rows> SqliteOutbox::limits() {
    return reading([&] { return limits_.read(); });
}

Result<void> SqliteOutbox::each_entry(const std::function<void(const OutboxEntry&)>& visit) {
    return guarded(database_->file(), [&]() -> Result<void> {
        database_->end_left_over();
        entries_.each(visit);
        quarantine_.settle(owner());
        return {};
    });
}

Result<QueueCounts> SqliteOutbox::counts() {
    return reading([&] {
        QueueCounts counts = entries_.counts();
        counts.quarantined = quarantine_.count();
        return counts;
    });
}

// Once the log has gone over completely, SQLite starts it anew with the next commit and syncs its header
// first. A commit of our own pays for that here, so that no receipt does.
Result<void> SqliteOutbox::tidy() {
    if (!owner()) return {};
    if (database_->log_pages() < tidy_pages) return unsynced_ ? turn_log() : Result<void>();
    const auto moved = guarded(database_->file(), [&]() -> Result<bool> { return database_->checkpoint(); });
    if (!moved) return moved.error();
    return *moved ? turn_log() : Result<void>();
}

Result<bool> SqliteOutbox::forget(const Retention& retention, Timestamp now) {
    if (!owner())
        return Problem{Errc::misuse, "outbox", "an outbox opened for writing", "one opened read-only"};
    const auto more = reading([&] { return forgetting_.slice(retention, now); });
    if (!more) return more.error();
    // The log grows by a slice at most before it is moved, so that no receipt has to move it.
    const auto tidied = tidy();
    if (!tidied) return tidied.error();
    return *more;
}

Result<bool> SqliteOutbox::erase_slice(CustomerErasure& erasure, const SessionCustomers& sessions,
                                       Timestamp now) {
    if (!owner())
        return Problem{Errc::misuse, "outbox", "an outbox opened for writing", "one opened read-only"};
    const auto more = reading([&] { return erasing_.slice(erasure, sessions, now); });
    if (!more) return more.error();
    const auto tidied = tidy();
    if (!tidied) return tidied.error();
    return *more;
}

Result<bool> SqliteOutbox::clear_log() {
    if (!owner()) return false;
    return guarded(database_->file(), [&]() -> Result<bool> {
        database_->end_left_over();
        return database_->clear_log();
    });
}

std::string SqliteOutbox::keyed_hash(std::string_view identity) const {
    return sealer_.identity_hash(identity);
}

}  // namespace tillpoints::outbox
