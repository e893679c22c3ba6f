#include "cloud/storage/repositories/accounting_repository.hpp"

#include <limits>

#include "cloud/storage/connection.hpp"
#include "cloud/storage/repositories/archive_repository.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_CLOSE                                                                                 \
    "SELECT month, begins, ends, utc_offset, closed, person, names, figures, files, customers_owed," \
    " deferred_owed, certificates_owed, before_digest, digest FROM accounting_closes "

std::optional<AccountingClose> close_in(Query& query) {
    if (!query.next()) return {};
    AccountingClose close;
    close.month = query.text();
    close.begins = query.time();
    close.ends = query.time();
    close.utc_offset = std::chrono::minutes(query.integer());
    close.closed = query.time();
    close.person = query.maybe_integer();
    close.names = query.text();
    close.figures = query.text();
    close.files = query.text();
    close.owed.customers = Points(query.integer());
    close.owed.deferred = Points(query.integer());
    close.owed.certificates = Points(query.integer());
    close.before = query.text();
    close.digest = query.text();
    return close;
}

BookedOperation operation_in(Query& query) {
    BookedOperation operation;
    operation.id = {query.integer()};
    operation.created = query.time();
    operation.customer = {query.integer()};
    operation.cashier = query.integer();
    operation.branch = query.integer();
    operation.number = query.maybe_text();
    if (const auto origin = query.maybe_integer()) operation.origin = OperationId{*origin};
    operation.total = Money(query.integer());
    operation.cash = Money(query.integer());
    operation.redeemed = Points(query.integer());
    operation.awarded = Points(query.integer());
    operation.certificate = Points(query.integer());
    return operation;
}

}  // namespace

std::optional<Timestamp> AccountingRepository::first_written() {
    auto query = connection_.query(
        "SELECT min(created) FROM (SELECT created FROM entries WHERE id = (SELECT min(id) FROM entries) UNION"
        " ALL SELECT created FROM operations WHERE id = (SELECT min(id) FROM operations) UNION ALL SELECT"
        " min(oldest) FROM ledger_chunks) oldest");
    query.next();
    return query.maybe_time();
}

std::vector<BookedOperation> AccountingRepository::operations(const Period& period,
                                                              const std::optional<BookedPlace>& after,
                                                              int max) {
    constexpr auto last_id = std::numeric_limits<std::int64_t>::max();
    const auto place =
        after.value_or(BookedPlace{period.from - std::chrono::milliseconds(1), OperationId{last_id}});
    auto query = connection_.query(
        "SELECT id, created, customer, coalesce(cashier, 0), coalesce(branch, 0), number, origin, total, "
        "cash,"
        " points, award, certificate FROM operations WHERE (created, id) > (?, ?) AND created < ? ORDER BY"
        " created, id LIMIT ?");
    query.bind(place.created).bind(place.id.value).bind(period.to).bind(max);
    std::vector<BookedOperation> out;
    while (query.next()) out.push_back(operation_in(query));
    return out;
}

std::vector<CashierSums> AccountingRepository::cashier_sums(const Period& period) {
    auto query = connection_.query(
        "SELECT coalesce(cashier, 0), CASE WHEN origin IS NULL THEN 0 ELSE 1 END, count(*), sum(total),"
        " sum(cash), sum(points), sum(award), sum(certificate) FROM operations WHERE created >= ? AND created"
        " < ? GROUP BY 1, 2 ORDER BY 1, 2");
    query.bind(period.from).bind(period.to);
    std::vector<CashierSums> out;
    while (query.next()) {
        CashierSums sums;
        sums.cashier = query.integer();
        sums.refunds = query.integer() != 0;
        sums.count = query.integer();
        sums.total = Money(query.integer());
        sums.cash = Money(query.integer());
        sums.redeemed = Points(query.integer());
        sums.awarded = Points(query.integer());
        sums.certificate = Points(query.integer());
        out.push_back(sums);
    }
    return out;
}

#define POINTS_ACCOUNT                                                                                   \
    "CASE WHEN account LIKE 'customer/%' THEN 0 WHEN account LIKE 'deferred/%' THEN 1 WHEN account LIKE" \
    " 'certificate/%' THEN 2 ELSE 3 END"
#define IS_POINTS_ACCOUNT \
    "(account LIKE 'customer/%' OR account LIKE 'deferred/%' OR account LIKE 'certificate/%')"
/// What moved in a period, of archived chunks their sums; bound by the period twice.
#define MOVED                                                                                               \
    "(SELECT p.account, e.cause, p.points FROM entries e JOIN postings p ON p.entry = e.id WHERE e.created" \
    " >= ? AND e.created < ? UNION ALL SELECT c.account, c.cause, c.points FROM carried_sums c JOIN"        \
    " ledger_chunks k ON k.first_entry = c.chunk WHERE k.oldest >= ? AND k.newest < ?) moved"

OwedPoints AccountingRepository::owed_before(Timestamp moment) {
    const Period before{Timestamp(), moment};
    ArchiveRepository(connection_).require_whole(before);
    auto query = connection_.query("SELECT " POINTS_ACCOUNT ", sum(points) FROM " MOVED
                                   " WHERE " IS_POINTS_ACCOUNT " GROUP BY 1");
    query.bind(before.from).bind(before.to).bind(before.from).bind(before.to);
    OwedPoints owed;
    while (query.next()) {
        const auto account = static_cast<PointsAccount>(query.integer());
        const Points points(query.integer());
        (account == PointsAccount::customers  ? owed.customers
         : account == PointsAccount::deferred ? owed.deferred
                                              : owed.certificates) = points;
    }
    return owed;
}

std::vector<MovedPoints> AccountingRepository::moved(const Period& period) {
    ArchiveRepository(connection_).require_whole(period);
    auto query = connection_.query("SELECT " POINTS_ACCOUNT ", cause, sum(points) FROM " MOVED
                                   " WHERE " IS_POINTS_ACCOUNT " GROUP BY 1, 2 ORDER BY 1, 2");
    query.bind(period.from).bind(period.to).bind(period.from).bind(period.to);
    std::vector<MovedPoints> out;
    while (query.next()) {
        MovedPoints row;
        row.account = static_cast<PointsAccount>(query.integer());
        row.cause = query.text();
        row.points = Points(query.integer());
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<StaffOwed> AccountingRepository::staff_owed(const Period& period) {
    ArchiveRepository(connection_).require_whole(period);
    auto query = connection_.query("SELECT CAST(substr(account, 7) AS BIGINT), sum(points) FROM " MOVED
                                   " WHERE account LIKE 'staff/%' GROUP BY 1 ORDER BY 1");
    query.bind(period.from).bind(period.to).bind(period.from).bind(period.to);
    std::vector<StaffOwed> out;
    while (query.next()) {
        const auto cashier = query.integer();
        out.push_back({cashier, Money(query.integer())});
    }
    return out;
}

std::vector<AccountingClose> AccountingRepository::closes() {
    auto query = connection_.query(SELECT_CLOSE "ORDER BY month");
    std::vector<AccountingClose> out;
    while (auto close = close_in(query)) out.push_back(std::move(*close));
    return out;
}

std::optional<AccountingClose> AccountingRepository::last_close() {
    auto query = connection_.query(SELECT_CLOSE "ORDER BY month DESC LIMIT 1");
    return close_in(query);
}

void AccountingRepository::add(const AccountingClose& close) {
    auto query = connection_.query(
        "INSERT INTO accounting_closes (month, begins, ends, utc_offset, closed, person, names, figures, "
        "files,"
        " customers_owed, deferred_owed, certificates_owed, before_digest, digest) VALUES (?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(close.month).bind(close.begins).bind(close.ends).bind(std::int64_t{close.utc_offset.count()});
    query.bind(close.closed).bind(close.person).bind(close.names).bind(close.figures).bind(close.files);
    query.bind(close.owed.customers.count)
        .bind(close.owed.deferred.count)
        .bind(close.owed.certificates.count);
    query.bind(close.before).bind(close.digest).run();
}

}  // namespace tillpoints::cloud
