#pragma once
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "plugin/outbox/entry_row.hpp"
#include "plugin/outbox/outbox.hpp"

namespace tillpoints::outbox {

/// The queue.
class EntriesTable {
  public:
    EntriesTable(Database& database, const Sealer& sealer, Quarantine& quarantine);

    /// Appends a new entry or replaces a known one in its place; `body` is its body as JSON.
    void put(const OutboxEntry& entry, std::string_view body);
    std::optional<OutboxEntry> find(const EntryId& id);
    std::vector<OutboxEntry> unsettled(std::size_t limit);
    void each_unsettled(const std::function<void(const OutboxEntry&)>& visit);
    std::vector<OutboxEntry> of(const ReceiptId& receipt);
    std::vector<OutboxEntry> refunds_of(const EntryId& purchase);
    void each(const std::function<void(const OutboxEntry&)>& visit);
    /// Everything but `quarantined`.
    QueueCounts counts();

  private:
    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    void read(Query& query, const std::function<void(OutboxEntry)>& visit, std::size_t most = all);
    std::vector<OutboxEntry> read_all(Query& query, std::size_t most = all);

    const Sealer& sealer_;
    Quarantine& quarantine_;
    SealedTable table_;
    Statement change_;
    Statement put_;
    Statement find_;
    Statement unsettled_;
    Statement of_;
    Statement refunds_of_;
    Statement each_;
    Statement open_counts_;
    Statement settled_counts_;
};

}  // namespace tillpoints::outbox
