#include "plugin/outbox/values_table.hpp"

namespace tillpoints::outbox {

ValuesTable::ValuesTable(Database& database, const Sealer& sealer, Quarantine& quarantine)
    : sealer_(sealer),
      quarantine_(quarantine),
      table_{"named_values", {"name"}, 0, -1},
      put_(database, table_.upsert()),
      find_(database, table_.select("WHERE name = ?")) {}

void ValuesTable::put(const std::string& name, const std::string& value) {
    const Row cells{name};
    const auto sealed = sealer_.seal(value, vouched(table_.name, cells));
    Query query(put_);
    bind_cells(query, 1, cells);
    query.bind_blob(2, sealed).run();
}

std::optional<std::string> ValuesTable::find(const std::string& name) {
    std::optional<std::string> found;
    Query query(find_);
    read_records(
        query.bind(1, name), table_, quarantine_,
        [this](const StoredRow& row) { return unseal(sealer_, table_.name, row.cells, row.sealed); },
        [&](std::string value) { found = std::move(value); });
    return found;
}

}  // namespace tillpoints::outbox
