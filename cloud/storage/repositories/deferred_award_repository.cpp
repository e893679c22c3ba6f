#include "cloud/storage/repositories/deferred_award_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

void DeferredAwardRepository::add(const DeferralRecord& record) {
    auto query = connection_.query("INSERT INTO deferrals (purchase, customer, due) VALUES (?, ?, ?)");
    query.bind(record.purchase.value).bind(record.customer.value).bind(record.due).run();
    TotalsChange change;
    change.next_due = record.due;
    totals_.add(record.customer, change);
}

bool DeferredAwardRepository::is_deferred(OperationId purchase) {
    auto query = connection_.query("SELECT 1 FROM deferrals WHERE purchase = ?");
    return query.bind(purchase.value).next();
}

std::vector<DeferralRecord> DeferredAwardRepository::due(ParticipantId customer, Timestamp now) {
    auto query = connection_.query(
        "SELECT purchase, customer, due FROM deferrals WHERE customer = ? AND due <= ? ORDER BY due, "
        "purchase");
    query.bind(customer.value).bind(now);
    std::vector<DeferralRecord> out;
    while (query.next()) {
        DeferralRecord record;
        record.purchase = {query.integer()};
        record.customer = {query.integer()};
        record.due = query.time();
        out.push_back(record);
    }
    return out;
}

void DeferredAwardRepository::remove(OperationId purchase) {
    connection_.query("DELETE FROM deferrals WHERE purchase = ?").bind(purchase.value).run();
}

}  // namespace tillpoints::cloud
