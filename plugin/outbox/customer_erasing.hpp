#pragma once
#include "plugin/outbox/customer_erasure.hpp"
#include "plugin/outbox/entries_table.hpp"
#include "plugin/outbox/journal_table.hpp"
#include "plugin/outbox/limits_tables.hpp"
#include "plugin/outbox/sessions_table.hpp"
#include "plugin/outbox/values_table.hpp"

namespace tillpoints::outbox {

/// Erases who one customer was from finished records, as retention does it by age, a few rows at a time.
class CustomerErasing {
  public:
    CustomerErasing(Database& database, const Sealer& sealer, EntriesTable& entries, SessionsTable& sessions,
                    ValuesTable& values, LimitsTables& limits, JournalTable& journal);

    /// One slice, in one transaction. True if there is more to do.
    bool slice(CustomerErasure& erasure, const SessionCustomers& sessions, Timestamp now);

  private:
    bool snapshots(CustomerErasure& erasure);
    bool sessions(CustomerErasure& erasure, const SessionCustomers& readers, Timestamp now);
    bool entries(CustomerErasure& erasure, Timestamp now);
    bool next_stage(CustomerErasure& erasure);
    void learn(CustomerErasure& erasure, const std::string& key);
    bool is_meant(const CustomerErasure& erasure, const NamedCustomer& customer) const;
    void learn(CustomerErasure& erasure, const NamedCustomer& customer);
    void note(CustomerErasure& erasure, const ReceiptId& receipt, Timestamp now);
    std::int64_t erased_up_to(const char* name);

    Database& database_;
    const Sealer& sealer_;
    EntriesTable& entries_;
    SessionsTable& sessions_;
    ValuesTable& values_;
    LimitsTables& limits_;
    JournalTable& journal_;
    Statement sessions_after_;
    Statement entries_after_;
};

}  // namespace tillpoints::outbox
