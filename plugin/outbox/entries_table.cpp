#include "plugin/outbox/entries_table.hpp"

#include "plugin/outbox/schema.hpp"

namespace tillpoints::outbox {

EntriesTable::EntriesTable(Database& database, const Sealer& sealer, Quarantine& quarantine)
    : sealer_(sealer),
      quarantine_(quarantine),
      table_(entries_layout()),
      change_(database, table_.change()),
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

void EntriesTable::put(const OutboxEntry& entry, std::string_view body) {
    const Row cells = plain_cells(entry);
    const auto sealed = sealer_.seal(body, vouched(table_.name, cells));
    outbox::put(change_, put_, cells, sealed);
}

std::optional<OutboxEntry> EntriesTable::find(const EntryId& id) {
    Query query(find_);
    auto found = read_all(query.bind(1, id.text));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<OutboxEntry> EntriesTable::unsettled(std::size_t limit) {
    Query query(unsettled_);
    return read_all(query, limit);
}

void EntriesTable::each_unsettled(const std::function<void(const OutboxEntry&)>& visit) {
    Query query(unsettled_);
    read(query, visit);
}

std::vector<OutboxEntry> EntriesTable::of(const ReceiptId& receipt) {
    Query query(of_);
    return read_all(query.bind(1, receipt.text));
}

std::vector<OutboxEntry> EntriesTable::refunds_of(const EntryId& purchase) {
    Query query(refunds_of_);
    return read_all(query.bind(1, purchase.text));
}

void EntriesTable::each(const std::function<void(const OutboxEntry&)>& visit) {
    Query query(each_);
    read(query, visit);
}

QueueCounts EntriesTable::counts() {
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

void EntriesTable::read(Query& query, const std::function<void(OutboxEntry)>& visit, std::size_t most) {
    const auto decode = [this](const StoredRow& row) {
        return entry_from(row.cells, unseal(sealer_, table_.name, row.cells, row.sealed));
    };
    read_records(query, table_, quarantine_, decode, visit, most);
}

std::vector<OutboxEntry> EntriesTable::read_all(Query& query, std::size_t most) {
    std::vector<OutboxEntry> entries;
    read(
        query, [&](OutboxEntry entry) { entries.push_back(std::move(entry)); }, most);
    return entries;
}

}  // namespace tillpoints::outbox
