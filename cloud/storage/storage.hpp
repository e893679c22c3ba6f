#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "cloud/ledger/records.hpp"
#include "cloud/storage/backoffice_repository.hpp"
#include "cloud/storage/shop_repository.hpp"

namespace tillpoints::cloud {

/// The database failed or is not ours to open. The transaction it happened in left nothing behind.
struct StorageFailed : std::runtime_error {
    StorageFailed(Errc why, const std::string& what) : std::runtime_error(what), code(why) {}
    Errc code;  ///< storage_failed, storage_busy, storage_newer
};

/// The database did not let a transaction begin: it is away, or others held it too long. Who tries at once
/// again waits as long for the same.
struct TransactionNotStarted : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// The database did not say whether it committed. The transaction may have happened; it is not done again.
struct CommitOutcomeUnknown : StorageFailed {
    using StorageFailed::StorageFailed;
};

enum class Order { newest, oldest };

/// A slice of the list of operations, in order of id.
struct PageRequest {
    Order order = Order::newest;
    int max = 10;
    std::int64_t offset = 0;
    std::optional<OperationId> after;  ///< go on behind this one
};

/// A slice of the list of customers, phantoms too, in order of id.
struct CustomerRange {
    int max = 10;
    std::int64_t offset = 0;
    std::optional<ParticipantId> after;  ///< go on behind this one
};

/// The books within one transaction. Valid only while `Storage::transact` runs.
class Transaction : public ShopRepository, public BackOfficeRepository {
  public:
    virtual std::optional<CustomerRecord> customer(ParticipantId id) = 0;
    virtual std::optional<CustomerRecord> customer_by_uid(const CustomerUid& uid) = 0;
    /// Phantoms too.
    virtual std::optional<CustomerRecord> customer_by_phone(const Phone& phone) = 0;
    /// `record.id` is ignored; answers the new one.
    virtual ParticipantId add_customer(const CustomerRecord& record) = 0;
    virtual void update_customer(const CustomerRecord& record) = 0;
    virtual CustomerTotals totals(ParticipantId id) = 0;
    virtual std::vector<CustomerRecord> customers(const CustomerRange& range) = 0;

    /// The tag of this name, made when new.
    virtual loyalty::Tag tag(const std::string& name) = 0;
    /// In order of id.
    virtual std::vector<loyalty::Tag> tags() = 0;
    virtual std::vector<loyalty::Tag> tags_of(ParticipantId customer) = 0;
    /// Each once, to those that are there. Every id is that of a tag.
    virtual void add_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) = 0;
    /// Replaces the whole set. Every id is that of a tag.
    virtual void set_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) = 0;

    /// Takes the place of a code that is used or expired at `now`; false if the code is alive.
    virtual bool add_code(const CodeRecord& record, Timestamp now) = 0;
    virtual std::optional<CodeRecord> code(const std::string& text) = 0;
    virtual void use_code(const std::string& text) = 0;

    /// False if there is such a code.
    virtual bool add_voucher(const VoucherRecord& record) = 0;
    virtual std::optional<VoucherRecord> voucher(const std::string& code) = 0;
    virtual void collect_voucher(const std::string& code, ParticipantId customer) = 0;

    /// False if there is such a certificate.
    virtual bool add_certificate(const CertificateRecord& record) = 0;
    virtual std::optional<CertificateRecord> certificate(const std::string& code) = 0;
    /// In order of validity.
    virtual std::vector<CertificateRecord> certificates_of(ParticipantId customer) = 0;
    virtual void set_certificate_state(const std::string& code, CertificateState state) = 0;

    /// The cashier of this external id, made known when new.
    virtual loyalty::Named cashier(const loyalty::Cashier& cashier) = 0;

    /// `record.id` is ignored; answers the new one. Ids rise.
    virtual OperationId add_operation(const OperationRecord& record) = 0;
    virtual std::optional<OperationRecord> operation(OperationId id) = 0;
    /// The first that was made with this nonce.
    virtual std::optional<OperationRecord> operation_by_nonce(const Nonce& nonce) = 0;
    virtual std::optional<OperationRecord> operation_by_number(const std::string& number) = 0;
    virtual void set_state(OperationId id, loyalty::OperationState state) = 0;
    /// How much of an operation's total its refunds took back.
    virtual Money refunded(OperationId origin) = 0;
    virtual std::vector<OperationRecord> operations(const PageRequest& page) = 0;

    virtual void add_deferral(const DeferralRecord& record) = 0;
    /// Is this purchase's award still to be granted?
    virtual bool deferred(OperationId purchase) = 0;
    /// Those of a customer that are due at `now`, the earliest first.
    virtual std::vector<DeferralRecord> deferrals_due(ParticipantId customer, Timestamp now) = 0;
    virtual void remove_deferral(OperationId purchase) = 0;

    virtual void post(const Transfer& transfer, Timestamp now) = 0;
    /// The transfers an operation caused, in the order they were posted.
    virtual std::vector<Transfer> transfers_of(OperationId operation) = 0;
    /// Did a purchase of this customer cause transfers of this name that no refund of it withdrew?
    virtual bool keeps(ParticipantId buyer, const std::string& cause) = 0;
    virtual Points balance(const Account& account) = 0;
    /// What was on it just before `moment`.
    virtual Points balance_before(const Account& account, Timestamp moment) = 0;
    /// In the order they were posted, from the entry behind `after_entry` on.
    virtual std::vector<Posting> postings(std::int64_t after_entry, int max_entries) = 0;

    /// Proves the books: every entry has two sides that sum to zero and a cause, every operation's postings
    /// agree with it, every refund stays within its sale.
    Audit audit() { return audit_after({}); }
    /// The same of what was written behind the mark, in a time that depends on that alone; `upto` of the
    /// answer is the next mark. Counts are of what was looked at. Sees nothing that was changed before the
    /// mark.
    virtual Audit audit_after(const AuditMark& mark) = 0;
};

/// One database of books. Used by one thread at a time.
class Storage {
  public:
    virtual ~Storage() = default;

    /// Runs `work` in one transaction: durable when this returns; undone entirely if anything throws, and the
    /// exception goes on. Where the database gives the transaction up, `work` is run again from its
    /// beginning: it changes nothing outside the books that a second run would not put right. Not to be
    /// called from inside `work`.
    virtual void transact(const std::function<void(Transaction&)>& work) = 0;
    /// The same without the right to write.
    virtual void read(const std::function<void(Transaction&)>& work) = 0;
};

/// Does all of the works in one transaction, in their order, for the price of one commit. Where that does not
/// come to pass, each is done in one of its own, so that nobody's failure is another's; but where the books
/// cannot be had at all (TransactionNotStarted, storage_busy) nobody waits for them once more. Answers what
/// each of them threw; nothing where it is durable. A work may be run more than once, as with `transact`.
std::vector<std::exception_ptr> transact_all(Storage& storage,
                                             const std::vector<std::function<void(Transaction&)>>& works);

/// Opens or makes the database file. Throws StorageFailed; a schema of a newer version is refused untouched.
std::unique_ptr<Storage> open_sqlite_storage(const std::string& path);

/// Opens the database of a PostgreSQL server, by a URI or libpq's keywords and values; several processes may.
/// Makes its tables. Throws StorageFailed; a schema of a newer version is refused untouched. No message holds
/// the password.
std::unique_ptr<Storage> open_postgres_storage(const std::string& database);

}  // namespace tillpoints::cloud
