#include "cloud/storage/sqlite_books.hpp"

namespace tillpoints::cloud {

void SqliteBooks::add_deferral(const DeferralRecord& record) {
    auto query = database_.query("INSERT INTO deferrals (purchase, customer, due) VALUES (?, ?, ?)");
    query.bind(record.purchase.value).bind(record.customer.value).bind(milliseconds_of(record.due)).run();
}

bool SqliteBooks::deferred(OperationId purchase) {
    auto query = database_.query("SELECT 1 FROM deferrals WHERE purchase = ?");
    return query.bind(purchase.value).next();
}

std::vector<DeferralRecord> SqliteBooks::deferrals_due(ParticipantId customer, Timestamp now) {
    auto query = database_.query(
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

void SqliteBooks::remove_deferral(OperationId purchase) {
    database_.query("DELETE FROM deferrals WHERE purchase = ?").bind(purchase.value).run();
}

}  // namespace tillpoints::cloud
