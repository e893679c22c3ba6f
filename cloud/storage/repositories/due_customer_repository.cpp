#include "cloud/storage/repositories/due_customer_repository.hpp"

#include <algorithm>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

std::vector<ParticipantId> ids_in(Query& query) {
    std::vector<ParticipantId> out;
    while (query.next()) out.push_back({query.integer()});
    return out;
}

}  // namespace

std::vector<ParticipantId> DueCustomerRepository::with_due_events(Timestamp now) {
    auto query = connection_.query(
        "SELECT customer FROM certificates WHERE state = 0 AND valid_to <= ?"
        " UNION ALL SELECT customer FROM deferrals WHERE due <= ?"
        " UNION ALL SELECT customer FROM gifts WHERE over = 0 AND lapses <= ?");
    for (int i = 0; i < 3; ++i) query.bind(now);
    // Sorted here: for a sorted result SQLite would read the rows of all customers instead of those that are
    // due.
    auto found = ids_in(query);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<ParticipantId> DueCustomerRepository::born_on(const std::vector<std::string>& days,
                                                          Timestamp now) {
    auto query = connection_.query(
        "SELECT c.id FROM customers c WHERE substr(c.birth_date, 6) IN (" + parameter_list(days.size()) +
        ") AND c.uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM certificates k WHERE"
        " k.customer = c.id AND k.share IS NOT NULL AND k.valid_to > ?) ORDER BY c.id");
    for (const auto& day : days) query.bind(day);
    query.bind(now);
    return ids_in(query);
}

std::vector<ParticipantId> DueCustomerRepository::expiry_candidates(const DueRange& range,
                                                                    Timestamp inactive_since, Activity by) {
    totals_.write();
    auto query = connection_.query(
        "SELECT c.id FROM customers c WHERE c.id > ? AND c.id <= ? AND c.created <= ? AND (? = 1 OR"
        " c.last_purchase IS NULL OR c.last_purchase <= ?) AND c.balance > 0 ORDER BY c.id");
    query.bind(range.after.value).bind(range.to.value);
    query.bind(inactive_since).bind(by == Activity::joining ? 1 : 0);
    query.bind(inactive_since);
    return ids_in(query);
}

std::vector<ParticipantId> DueCustomerRepository::win_back_candidates(const DueRange& range, Timestamp last) {
    totals_.write();
    auto query = connection_.query(
        "SELECT c.id FROM customers c WHERE c.id > ? AND c.id <= ? AND c.last_purchase <= ? AND"
        " coalesce((SELECT max(g.given) FROM gifts g WHERE g.customer = c.id), -1) < c.last_purchase ORDER BY"
        " c.id");
    query.bind(range.after.value).bind(range.to.value).bind(last);
    return ids_in(query);
}

}  // namespace tillpoints::cloud
