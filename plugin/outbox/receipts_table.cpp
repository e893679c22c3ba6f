#include "plugin/outbox/receipts_table.hpp"

#include "plugin/outbox/schema.hpp"

namespace tillpoints::outbox {

ReceiptsTable::ReceiptsTable(Database& database)
    : put_(database,
           "INSERT OR REPLACE INTO receipts(receipt, register_serial, shift, cashier, kind, closed_at, "
           "total, with_card, "
           "redeemed, award_promised, fiscal) VALUES(?,?,?,?,?,?,?,?,?,?,?)"),
      sums_(database,
            "SELECT count(*), coalesce(sum(with_card), 0), coalesce(sum(redeemed), 0), coalesce(sum(CASE "
            "WHEN EXISTS("
            "SELECT 1 FROM facts WHERE facts.receipt = receipts.receipt AND facts.kind = 'purchase' AND "
            "wanted = 'keep' "
            "AND state NOT IN ('withdrawn','cancelled','written_off')) THEN award_promised END), 0) "
            "FROM receipts WHERE shift = ?"),
      unsettled_(database,
                 "SELECT coalesce(sum(state <> 'parked'), 0), coalesce(sum(state = 'parked'), 0) "
                 "FROM receipts CROSS JOIN facts ON facts.receipt = receipts.receipt WHERE shift = ? AND " +
                     std::string(unsettled_predicate)) {}

void ReceiptsTable::put(const ReceiptRecord& record) {
    Query query(put_);
    query.bind(1, record.receipt.text)
        .bind(2, record.register_serial)
        .bind(3, record.shift)
        .bind(4, record.cashier);
    query.bind(5, record.kind)
        .bind(6, record.closed_at.time_since_epoch().count())
        .bind(7, record.total.count);
    query.bind(8, std::int64_t(record.with_card))
        .bind(9, record.redeemed.count)
        .bind(10, record.award_promised.count);
    query.bind(11, record.fiscal).run();
}

ShiftTotals ReceiptsTable::totals(const std::string& shift) {
    ShiftTotals totals;
    {
        Query query(sums_);
        query.bind(1, shift).next();
        totals.receipts = query.integer(0);
        totals.with_card = query.integer(1);
        totals.redeemed = Points(query.integer(2));
        totals.awarded = Points(query.integer(3));
    }
    Query query(unsettled_);
    query.bind(1, shift).next();
    totals.pending = query.integer(0);
    totals.parked = query.integer(1);
    return totals;
}

}  // namespace tillpoints::outbox
