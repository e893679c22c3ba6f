#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/lots.hpp"
#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

/// The double-entry ledger of points: every transfer is one entry with two postings that sum to zero.
class LedgerRepository {
  public:
    LedgerRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    void post(const Transfer& transfer, Timestamp now);
    /// The transfers an operation caused, in the order they were posted.
    std::vector<Transfer> transfers_of(OperationId operation);
    /// Did a purchase of this customer cause transfers of this name that no refund of it took back?
    bool has_unrefunded_transfer(ParticipantId buyer, const std::string& cause);
    /// Of a customer, a certificate or a deferred award: what stands beside the postings. Of the others,
    /// which every purchase touches and nothing asks for while terminals wait: their sum.
    Points balance(const Account& account);
    /// The balance just before `moment`, which is not among archived entries.
    Points balance_before(const Account& account, Timestamp moment);
    /// Every posting on a customer's account, in the order they were posted; before them what is archived,
    /// as a sum for each cause.
    std::vector<Movement> movements(ParticipantId customer);
    /// What friends' purchases gave a customer, whatever was withdrawn since.
    Points earned_by_friends(ParticipantId customer);
    /// In the order they were posted, beginning behind `after_entry`.
    std::vector<Posting> postings(std::int64_t after_entry, int max_entries);
    /// When the last operation or posting was written; nothing in an empty database.
    std::optional<Timestamp> last_written();

    /// Checks the whole ledger: every entry has a cause and two postings that sum to zero, every operation's
    /// postings agree with it, and every refund stays within its sale.
    Audit audit() { return audit_after({}); }
    /// The same for what was written behind the mark, in a time that depends on that alone; `upto` of the
    /// answer is the next mark. Counts are of what was checked. What was changed before the mark is not seen,
    /// so that a mark is to be taken while nobody writes: others may commit smaller ids later.
    Audit audit_after(const AuditMark& mark);

  private:
    std::vector<Movement> carried(ParticipantId customer);
    void change_balance(const Account& account, const Transfer& transfer, Points points, Timestamp now);

    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
