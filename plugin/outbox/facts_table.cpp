#include "plugin/outbox/facts_table.hpp"

#include "plugin/outbox/schema.hpp"

namespace tillpoints::outbox {

FactsTable::FactsTable(Database& database, const Sealer& sealer, Quarantine& quarantine)
    : sealer_(sealer),
      quarantine_(quarantine),
      table_(facts_layout()),
      put_(database, table_.upsert()),
      find_(database, table_.select("WHERE id = ?")),
      unsettled_(database, table_.select("INDEXED BY facts_unsettled WHERE " +
                                         std::string(unsettled_predicate) + " ORDER BY seq")),
      of_(database, table_.select("WHERE receipt = ? ORDER BY seq")),
      refunds_of_(database, table_.select("WHERE purchase = ? ORDER BY seq")),
      each_(database, table_.select("ORDER BY seq")),
      open_counts_(database,
                   "SELECT coalesce(sum(state = 'pending'), 0), coalesce(sum(state = 'parked'), 0), count(*) "
                   "FROM facts INDEXED BY facts_unsettled WHERE " +
                       std::string(unsettled_predicate)),
      settled_counts_(database, "SELECT class, count FROM settled") {}

void FactsTable::put(const Fact& fact, std::string_view body) {
    const Row cells = plain_cells(fact);
    const auto sealed = sealer_.seal(body, vouched(table_.name, cells));
    Query query(put_);
    bind_cells(query, 1, cells);
    query.bind_blob(static_cast<int>(cells.size()) + 1, sealed).run();
}

std::optional<Fact> FactsTable::find(const FactId& id) {
    Query query(find_);
    auto found = read_all(query.bind(1, id.text));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Fact> FactsTable::unsettled(std::size_t limit) {
    Query query(unsettled_);
    return read_all(query, limit);
}

void FactsTable::each_unsettled(const std::function<void(const Fact&)>& visit) {
    Query query(unsettled_);
    read(query, visit);
}

std::vector<Fact> FactsTable::of(const ReceiptId& receipt) {
    Query query(of_);
    return read_all(query.bind(1, receipt.text));
}

std::vector<Fact> FactsTable::refunds_of(const FactId& purchase) {
    Query query(refunds_of_);
    return read_all(query.bind(1, purchase.text));
}

void FactsTable::each(const std::function<void(const Fact&)>& visit) {
    Query query(each_);
    read(query, visit);
}

QueueCounts FactsTable::counts() {
    QueueCounts counts;
    {
        Query query(open_counts_);
        query.next();
        counts.pending = query.integer(0);
        counts.parked = query.integer(1);
        counts.settling = query.integer(2) - counts.pending - counts.parked;
    }
    Query query(settled_counts_);
    while (query.next()) {
        const auto name = query.bytes(0);
        (name == "confirmed"   ? counts.confirmed
         : name == "withdrawn" ? counts.withdrawn
                               : counts.given_up) += query.integer(1);
    }
    return counts;
}

void FactsTable::read(Query& query, const std::function<void(Fact)>& visit, std::size_t most) {
    const auto decode = [this](const StoredRow& row) {
        return fact_from(row.cells, unseal(sealer_, table_.name, row.cells, row.sealed));
    };
    read_records(query, table_, quarantine_, decode, visit, most);
}

std::vector<Fact> FactsTable::read_all(Query& query, std::size_t most) {
    std::vector<Fact> facts;
    read(
        query, [&](Fact fact) { facts.push_back(std::move(fact)); }, most);
    return facts;
}

}  // namespace tillpoints::outbox
