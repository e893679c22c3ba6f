#include "plugin/outbox/sessions_table.hpp"

namespace tillpoints::outbox {

SessionsTable::SessionsTable(Database& database, const Sealer& sealer, Quarantine& quarantine)
    : sealer_(sealer),
      quarantine_(quarantine),
      table_{"sessions", {"receipt", "shift", "finished", "touched"}, 0, 0, "finished"},
      change_(database, table_.change()),
      put_(database, table_.upsert()),
      unfinished_(database, table_.select("WHERE finished = 0 ORDER BY seq")),
      find_(database, table_.select("WHERE receipt = ?")) {}

void SessionsTable::put(const StoredSession& session) {
    const Row cells{session.receipt.text, session.shift, std::int64_t(session.finished),
                    session.touched.time_since_epoch().count()};
    const auto sealed = sealer_.seal(session.state, vouched(table_.name, cells));
    outbox::put(change_, put_, cells, sealed);
}

std::vector<StoredSession> SessionsTable::unfinished() {
    Query query(unfinished_);
    return read(query);
}

std::optional<StoredSession> SessionsTable::find(const ReceiptId& receipt) {
    Query query(find_);
    auto found = read(query.bind(1, receipt.text));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

StoredSession SessionsTable::decode(const StoredRow& row) const {
    StoredSession session;
    session.state = unseal(sealer_, table_.name, row.cells, row.sealed);
    session.receipt = ReceiptId(text_of(row.cells[0]));
    session.shift = text_of(row.cells[1]);
    session.finished = integer_of(row.cells[2]) != 0;
    session.touched = Timestamp(std::chrono::milliseconds(integer_of(row.cells[3])));
    return session;
}

std::vector<StoredSession> SessionsTable::read(Query& query) {
    std::vector<StoredSession> sessions;
    read_records(
        query, table_, quarantine_, [this](const StoredRow& row) { return decode(row); },
        [&](StoredSession session) { sessions.push_back(std::move(session)); });
    return sessions;
}

}  // namespace tillpoints::outbox
