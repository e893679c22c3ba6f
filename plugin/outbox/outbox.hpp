#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/limits/rows.hpp"
#include "plugin/outbox/customer_erasure.hpp"
#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// A receipt's session as the runtime stores it. `state` is sealed at rest.
struct StoredSession {
    ReceiptId receipt;
    std::string shift;
    bool finished = false;
    Timestamp touched;
    std::string state;
    friend bool operator==(const StoredSession&, const StoredSession&) = default;
};

/// One line of the journal: what happened to an entry or receipt, when. Never personal data.
struct JournalLine {
    ReceiptId receipt;
    std::optional<EntryId> entry;
    Timestamp at;
    std::string what;  ///< "stored", "sent", "confirmed", "parked", "withdrawn", "closed", ...
    std::string detail;
    friend bool operator==(const JournalLine&, const JournalLine&) = default;
};

/// A finished receipt, with or without a customer: what shift summaries and reports count.
struct ReceiptRecord {
    ReceiptId receipt;
    std::string register_serial;
    std::string shift;
    std::string cashier;
    std::string kind;  ///< "sale", "return", "other"
    Timestamp closed_at;
    Money total;
    bool with_card = false;
    Points redeemed;
    Points award_promised;
    std::string fiscal;  ///< drive/document/sign, empty if the register gave none
    friend bool operator==(const ReceiptRecord&, const ReceiptRecord&) = default;
};

/// When a batch must be able to survive a power cut.
enum class Durability {
    synced,    ///< before it is answered
    eventual,  ///< with the next synced batch or tidy(); until then a power cut may lose it, together with
               ///< every batch that was stored after it
};

/// What one step changes. It becomes durable completely or not at all.
struct Batch {
    std::vector<StoredSession> sessions;
    std::vector<OutboxEntry> entries;  ///< new ones are appended to the queue, known ones (by id) replaced
    std::vector<JournalLine> journal;
    std::vector<ReceiptRecord> receipts;                      ///< a known receipt is replaced
    std::vector<std::pair<std::string, std::string>> values;  ///< small named values, sealed at rest
    limits::Rows limits = {};                                 ///< remembered customers, counters
    Durability durability = Durability::synced;
    bool empty() const {
        return sessions.empty() && entries.empty() && journal.empty() && receipts.empty() && values.empty() &&
               limits.empty();
    }
};

struct QueueCounts {
    std::int64_t pending = 0;   ///< waiting to be sent
    std::int64_t settling = 0;  ///< outcome unclear, or being withdrawn
    std::int64_t parked = 0;
    std::int64_t confirmed = 0;
    std::int64_t withdrawn = 0;
    std::int64_t given_up = 0;  ///< cancelled and written off
    std::int64_t quarantined = 0;
};

struct ShiftTotals {
    std::int64_t receipts = 0;
    std::int64_t with_card = 0;
    Points awarded;
    Points redeemed;
    std::int64_t pending = 0;
    std::int64_t parked = 0;
};

/// How long the outbox keeps finished records. The age of a record counts from its latest change.
struct Retention {
    std::chrono::days personal{90};   ///< who the customer was
    std::chrono::days records{1096};  ///< entries, finished receipts and their journal
    /// Gives a finished session's state without its customer; nothing if it names none.
    std::function<std::optional<std::string>(const std::string& state)> without_customer =
        [](const std::string&) { return std::optional<std::string>(); };
};

/// The durable queue, the sessions and the journal in one SQLite file (outbox/FORMAT.md). Synchronous and
/// bound to one thread at a time. A failure is a Problem: storage_failed, storage_newer, storage_busy.
///
/// A record that cannot be read back (damaged, or sealed with another key) is moved to quarantine when a
/// query reads it. It is counted and named in the journal, and the other records are returned as usual.
class Outbox {
  public:
    struct Options {
        std::string file;        ///< the database
        std::string key_file;    ///< 32 random bytes, made with mode 0600 if absent
        bool read_only = false;  ///< for a process that is not the owner: takes no lock and writes nothing
        std::string vfs = {};    ///< the SQLite VFS to use, already registered; empty: the system's
        std::function<Timestamp()> now = {};  ///< dates what is quarantined; empty: the system's clock
    };

    /// Opens or makes the database. One writing process owns it (a lock beside the file); any other gets
    /// storage_busy. A newer schema gives storage_newer. A file that is not an outbox, or a key file that
    /// does not belong to the database, gives storage_corrupt. In all these cases no file is changed.
    /// So does a key or a log whose database is missing or empty.
    static Result<std::unique_ptr<Outbox>> open(const Options& options);
    /// Gives up a database that is lost: renames the files that are left of it (to NAME.lost-TIME), so that
    /// open() makes a new one. Gives the new names. misuse if no database is lost here.
    static Result<std::vector<std::string>> start_new(const Options& options, Timestamp now);

    virtual ~Outbox() = default;

    /// On success the batch survives the end of the process, and as its `durability` says a power cut. After
    /// a failure nothing of it is in effect here, and the outbox stays usable. The next start may still find
    /// a failed batch if its sync failed, the disk kept failing and the process ended without another commit;
    /// so the caller commits it again under the same ids. An entry that would not be read back unchanged
    /// (text that is not UTF-8) gives Errc::misuse.
    virtual Result<void> commit(const Batch& batch) = 0;
    /// The same for several batches with one sync, in this order: all of them or, after a failure, none.
    virtual Result<void> commit_together(const std::vector<const Batch*>& batches) = 0;

    virtual Result<std::vector<StoredSession>> unfinished_sessions() = 0;
    virtual Result<std::optional<StoredSession>> session(const ReceiptId& receipt) = 0;

    /// Entries with something left to do (not final, or confirmed but unwanted; parked ones included), oldest
    /// first, at most `limit`.
    virtual Result<std::vector<OutboxEntry>> unsettled(std::size_t limit) = 0;
    /// The same entries, one at a time and without a limit.
    virtual Result<void> each_unsettled(const std::function<void(const OutboxEntry&)>& visit) = 0;
    virtual Result<std::optional<OutboxEntry>> entry(const EntryId& id) = 0;
    virtual Result<std::vector<OutboxEntry>> entries_of(const ReceiptId& receipt) = 0;
    /// Every entry in order of storing, for export and checks.
    virtual Result<void> each_entry(const std::function<void(const OutboxEntry&)>& visit) = 0;
    /// Refunds stored for a purchase, by the purchase's id.
    virtual Result<std::vector<OutboxEntry>> refunds_of(const EntryId& purchase) = 0;

    virtual Result<std::vector<JournalLine>> journal_of(const ReceiptId& receipt) = 0;
    virtual Result<QueueCounts> counts() = 0;
    /// Sums over the receipts recorded for a shift. awarded: the awards promised to receipts whose purchase
    /// is still wanted and not withdrawn, cancelled or written off; redeemed: as printed; pending: entries of
    /// these receipts with something left to do that are not parked.
    virtual Result<ShiftTotals> shift_totals(const std::string& shift) = 0;
    virtual Result<std::optional<std::string>> value(const std::string& name) = 0;
    /// All remembered customers, counters and offline redemptions.
    virtual Result<limits::Rows> limits() { return limits::Rows(); }
    /// Syncs what is not synced yet, and moves the write-ahead log into the database if it is long enough. To
    /// be called when no receipt waits: a commit then costs one sync and need not do this itself.
    virtual Result<void> tidy() { return {}; }

    /// Erases one slice of finished records that are old enough, and returns free pages to the file system. A
    /// slice is bounded, so that a commit waits for at most some dozens of records. The second parameter is
    /// now by the cloud's clock, because the terminal's may be wrong. True if the round is not complete.
    /// Unfinished records are never erased, however old they are.
    virtual Result<bool> forget(const Retention&, Timestamp) { return false; }

    /// Erases one slice of who a customer was, in every finished record, as forget() does by age. `now` dates
    /// the journal's lines. True if there is more to do; after a failure nothing of the slice is done or
    /// counted.
    virtual Result<bool> erase_slice(CustomerErasure&, const SessionCustomers&, Timestamp) { return false; }
    /// Empties the write-ahead log, so that no earlier form of a record is left in it. False if somebody
    /// reads it now: then it is to be tried again later.
    virtual Result<bool> clear_log() { return true; }

    /// HMAC-SHA256 of an identity under this installation's key, as hexadecimal: the order key of entries.
    virtual std::string keyed_hash(std::string_view identity) const = 0;
};

}  // namespace tillpoints
