#pragma once
#include <optional>
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "plugin/outbox/quarantine.hpp"

namespace tillpoints::outbox {

class SessionsTable {
  public:
    SessionsTable(Database& database, const Sealer& sealer, Quarantine& quarantine);

    void put(const StoredSession& session);
    /// In the order the sessions were first stored.
    std::vector<StoredSession> unfinished();
    std::optional<StoredSession> find(const ReceiptId& receipt);

  private:
    StoredSession decode(const StoredRow& row) const;
    std::vector<StoredSession> read(Query& query);

    const Sealer& sealer_;
    Quarantine& quarantine_;
    SealedTable table_;
    Statement change_;
    Statement put_;
    Statement unfinished_;
    Statement find_;
};

}  // namespace tillpoints::outbox
