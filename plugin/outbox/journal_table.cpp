#include "plugin/outbox/journal_table.hpp"

namespace tillpoints::outbox {

JournalTable::JournalTable(Database& database)
    : append_(database,
              "INSERT INTO journal(receipt, seq, fact, at, what, detail) VALUES(?1, "
              "(SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE receipt = ?1), ?2, ?3, ?4, ?5)"),
      of_(database, "SELECT fact, at, what, detail FROM journal WHERE receipt = ? ORDER BY seq") {}

void JournalTable::append(const JournalLine& line) {
    Query query(append_);
    query.bind(1, line.receipt.text).bind(3, line.at.time_since_epoch().count());
    if (line.entry) query.bind(2, line.entry->text);
    query.bind(4, line.what).bind(5, line.detail).run();
}

std::vector<JournalLine> JournalTable::of(const ReceiptId& receipt) {
    std::vector<JournalLine> lines;
    Query query(of_);
    query.bind(1, receipt.text);
    while (query.next()) {
        JournalLine line{receipt,
                         {},
                         Timestamp(std::chrono::milliseconds(query.integer(1))),
                         query.bytes(2),
                         query.bytes(3)};
        if (!query.is_null(0)) line.entry = EntryId(query.bytes(0));
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace tillpoints::outbox
