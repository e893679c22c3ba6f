#pragma once
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "plugin/outbox/fact_row.hpp"
#include "plugin/outbox/outbox.hpp"

namespace tillpoints::outbox {

/// The queue.
class FactsTable {
  public:
    FactsTable(Database& database, const Sealer& sealer, Quarantine& quarantine);

    /// Appends a new fact or replaces a known one in its place; `body` is its body as JSON.
    void put(const Fact& fact, std::string_view body);
    std::optional<Fact> find(const FactId& id);
    std::vector<Fact> unsettled(std::size_t limit);
    void each_unsettled(const std::function<void(const Fact&)>& visit);
    std::vector<Fact> of(const ReceiptId& receipt);
    std::vector<Fact> refunds_of(const FactId& purchase);
    void each(const std::function<void(const Fact&)>& visit);
    /// Everything but `quarantined`.
    QueueCounts counts();

  private:
    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    void read(Query& query, const std::function<void(Fact)>& visit, std::size_t most = all);
    std::vector<Fact> read_all(Query& query, std::size_t most = all);

    const Sealer& sealer_;
    Quarantine& quarantine_;
    SealedTable table_;
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
