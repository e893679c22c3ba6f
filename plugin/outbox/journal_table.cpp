#include "plugin/outbox/journal_table.hpp"

namespace tillpoints::outbox {

JournalTable::JournalTable(Database& database)
    : append_(database,
              "INSERT INTO journal(receipt, seq, fact, at, what, detail) VALUES(?1, "
              "(SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE receipt = ?1), ?2, ?3, ?4, ?5)"),
      of_(database, "SELECT fact, at, what, detail FROM journal WHERE receipt = ? ORDER BY seq") {}

void JournalTable::append(const JournalEntry& entry) {
    Query query(append_);
    query.bind(1, entry.receipt.text).bind(3, entry.at.time_since_epoch().count());
    if (entry.fact) query.bind(2, entry.fact->text);
    query.bind(4, entry.what).bind(5, entry.detail).run();
}

std::vector<JournalEntry> JournalTable::of(const ReceiptId& receipt) {
    std::vector<JournalEntry> entries;
    Query query(of_);
    query.bind(1, receipt.text);
    while (query.next()) {
        JournalEntry entry{receipt,
                           {},
                           Timestamp(std::chrono::milliseconds(query.integer(1))),
                           query.bytes(2),
                           query.bytes(3)};
        if (!query.is_null(0)) entry.fact = FactId(query.bytes(0));
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace tillpoints::outbox
