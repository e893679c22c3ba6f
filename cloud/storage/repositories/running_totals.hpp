#pragma once
#include <map>
#include <optional>
#include <vector>

#include "cloud/ledger/records.hpp"

namespace tillpoints::cloud {

class Connection;
class Query;
enum class Access;

/// What an event adds to a customer's totals. Times replace earlier ones only.
struct TotalsChange {
    Points balance{};
    /// May the balance be negative afterwards? Only what gives points, or takes back what is spent, may leave
    /// it so.
    bool may_owe = true;
    Money cash_spent{};
    Points redeemed{};
    std::int64_t purchases = 0;
    std::int64_t full_refunds = 0;
    std::int64_t invited = 0;
    std::int64_t effective_invited = 0;
    std::optional<Timestamp> last_transaction{};
    std::optional<Timestamp> last_purchase{};
    std::optional<Timestamp> last_expiry{};
    std::optional<Timestamp> last_gift{};
    std::optional<Timestamp> period_since{};
    std::optional<Timestamp> next_due{};  ///< replaces a later one only
};

/// The running totals of customers within one transaction. They stand in the rows of the customers, so that
/// what a purchase costs does not depend on what its customer did before. Changes are kept until `write`, so
/// that a row is written once, whatever a request does with it. A row that this transaction keeps from being
/// changed is read once.
class RunningTotals {
  public:
    RunningTotals(Connection& connection, Access access);

    /// As this transaction left them; those of nobody if there is no such customer.
    CustomerTotals of(ParticipantId customer) { return row_of(customer).totals; }
    std::optional<ParticipantId> inviter_of(ParticipantId customer) { return row_of(customer).inviter; }

    /// Takes over what was read with the customer's row.
    void learn(const CustomerRecord& customer, const CustomerTotals& totals, bool locked);
    /// The customer, if it was learned with a row that nobody else can change.
    const CustomerRecord* kept(ParticipantId customer) const;
    /// Forgets what was read, because another statement writes the row.
    void forget(ParticipantId customer) { known_.erase(customer); }

    void add(ParticipantId customer, const TotalsChange& change);
    /// Finds out again, from the rows of all that may become due, when the next of it does.
    void find_next_due(ParticipantId customer);
    /// Finds out again, from the operations, when the customer last bought what was not refunded.
    void find_last_purchase(ParticipantId customer);
    /// Counts the customer for the inviter as one who buys, or no longer does, if `bought` is not what holds
    /// now.
    void count_buyer(ParticipantId customer, bool bought);

    /// Writes what was added, in the order in which the customers were first changed. Throws StorageFailed if
    /// an account would be overdrawn.
    void write();

  private:
    struct Row {
        CustomerTotals totals;
        std::optional<ParticipantId> inviter;
        std::optional<CustomerRecord> record;
    };

    Row row_of(ParticipantId customer);
    Row keep(ParticipantId customer, Row stored, bool locked);

    Connection& connection_;
    const bool all_kept_;  ///< nobody else can change any row that this transaction reads
    std::map<ParticipantId, Row> known_;
    std::map<ParticipantId, TotalsChange> changes_;
    std::vector<ParticipantId> changed_;  ///< in order
};

/// The columns of the totals, and how they are read behind the columns of the customer.
#define TOTALS_COLUMNS                                                                                      \
    "balance, cash_spent, redeemed, purchases, full_refunds, invited, effective_invited, last_transaction," \
    " last_purchase, last_expiry, last_gift, period_since, next_due"
CustomerTotals read_totals(Query& query);

}  // namespace tillpoints::cloud
