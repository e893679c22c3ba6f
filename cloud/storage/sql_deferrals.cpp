#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {

void SqlTransaction::add_deferral(const DeferralRecord& record) {
    auto query = connection_.query("INSERT INTO deferrals (purchase, customer, due) VALUES (?, ?, ?)");
    query.bind(record.purchase.value).bind(record.customer.value).bind(milliseconds_of(record.due)).run();
}

bool SqlTransaction::deferred(OperationId purchase) {
    auto query = connection_.query("SELECT 1 FROM deferrals WHERE purchase = ?");
    return query.bind(purchase.value).next();
}

std::vector<DeferralRecord> SqlTransaction::deferrals_due(ParticipantId customer, Timestamp now) {
    auto query = connection_.query(
        "SELECT purchase, customer, due FROM deferrals WHERE customer = ? AND due <= ? ORDER BY due, "
        "purchase");
    query.bind(customer.value).bind(milliseconds_of(now));
    std::vector<DeferralRecord> out;
    while (query.next()) {
        DeferralRecord record;
        record.purchase = {query.integer()};
        record.customer = {query.integer()};
        record.due = time_of(query.integer());
        out.push_back(record);
    }
    return out;
}

void SqlTransaction::remove_deferral(OperationId purchase) {
    connection_.query("DELETE FROM deferrals WHERE purchase = ?").bind(purchase.value).run();
}

}  // namespace tillpoints::cloud
