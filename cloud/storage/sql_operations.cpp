#include <limits>

#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

#define TILLPOINTS_OPERATION                                                                                \
    "SELECT o.id, o.created, o.state, o.customer, o.cashier, c.name, o.nonce, o.number, o.origin, o.total," \
    " o.cash, o.points, o.award, o.certificate, o.branch, b.name, o.shown FROM operations o LEFT JOIN "     \
    "cashiers c ON"                                                                                         \
    " c.id = o.cashier LEFT JOIN branches b ON b.id = o.branch "

OperationRecord read_row(Query& query) {
    OperationRecord record;
    record.id = {query.integer()};
    record.created = time_of(query.integer());
    record.state = static_cast<loyalty::OperationState>(query.integer());
    record.customer = {query.integer()};
    const auto cashier = query.maybe_integer();
    const auto cashier_name = query.maybe_text();
    if (cashier) record.cashier = loyalty::Named{*cashier, cashier_name.value_or("")};
    if (auto nonce = query.maybe_text()) record.nonce = Nonce(std::move(*nonce));
    record.number = query.maybe_text();
    if (const auto origin = query.maybe_integer()) record.origin = OperationId{*origin};
    record.total = Money(query.integer());
    record.cash = Money(query.integer());
    record.points = Points(query.integer());
    record.award = Points(query.integer());
    record.certificate = Points(query.integer());
    const auto branch = query.maybe_integer();
    const auto branch_name = query.maybe_text();
    if (branch) record.branch = loyalty::Named{*branch, branch_name.value_or("")};
    record.identified_by = static_cast<IdentifiedBy>(query.integer());
    return record;
}

std::optional<OperationRecord> first(Query& query) {
    return query.next() ? std::optional(read_row(query)) : std::nullopt;
}

}  // namespace

OperationId SqlTransaction::add_operation(const OperationRecord& record) {
    auto query = connection_.query(
        "INSERT INTO operations (created, state, customer, cashier, nonce, number, origin, total, cash, "
        "points, award,"
        " certificate, branch, shown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    query.bind(milliseconds_of(record.created))
        .bind(static_cast<std::int64_t>(record.state))
        .bind(record.customer.value)
        .bind(record.cashier ? std::optional(record.cashier->id) : std::nullopt)
        .bind(record.nonce ? std::optional(record.nonce->text) : std::nullopt)
        .bind(record.number)
        .bind(record.origin ? std::optional(record.origin->value) : std::nullopt)
        .bind(record.total.count)
        .bind(record.cash.count)
        .bind(record.points.count)
        .bind(record.award.count)
        .bind(record.certificate.count)
        .bind(record.branch ? std::optional(record.branch->id) : std::nullopt)
        .bind(static_cast<std::int64_t>(record.identified_by))
        .next();
    return {query.integer()};
}

std::optional<OperationRecord> SqlTransaction::operation(OperationId id) {
    auto query = connection_.query(TILLPOINTS_OPERATION "WHERE o.id = ?");
    query.bind(id.value);
    return first(query);
}

std::optional<OperationRecord> SqlTransaction::operation_by_nonce(const Nonce& nonce) {
    auto query = connection_.query(TILLPOINTS_OPERATION "WHERE o.nonce = ? ORDER BY o.id LIMIT 1");
    query.bind(nonce.text);
    return first(query);
}

std::optional<OperationRecord> SqlTransaction::operation_by_number(const std::string& number) {
    auto query = connection_.query(TILLPOINTS_OPERATION "WHERE o.number = ? ORDER BY o.id LIMIT 1");
    query.bind(number);
    return first(query);
}

void SqlTransaction::set_state(OperationId id, loyalty::OperationState state) {
    auto query = connection_.query("UPDATE operations SET state = ? WHERE id = ?");
    query.bind(static_cast<std::int64_t>(state)).bind(id.value).run();
}

Money SqlTransaction::refunded(OperationId origin) {
    auto query = connection_.query("SELECT coalesce(sum(total), 0) FROM operations WHERE origin = ?");
    query.bind(origin.value).next();
    return Money(query.integer());
}

std::vector<OperationRecord> SqlTransaction::operations(const PageRequest& page) {
    const bool newest = page.order == Order::newest;
    constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
    auto query =
        newest ? connection_.query(TILLPOINTS_OPERATION "WHERE o.id < ? ORDER BY o.id DESC LIMIT ? OFFSET ?")
               : connection_.query(TILLPOINTS_OPERATION "WHERE o.id > ? ORDER BY o.id LIMIT ? OFFSET ?");
    query.bind(page.after ? page.after->value : newest ? last : 0).bind(page.max).bind(page.offset);
    std::vector<OperationRecord> rows;
    while (query.next()) rows.push_back(read_row(query));
    return rows;
}

void SqlTransaction::post(const Transfer& transfer, Timestamp now) {
    auto entry =
        connection_.query("INSERT INTO entries (created, cause, operation) VALUES (?, ?, ?) RETURNING id");
    entry.bind(milliseconds_of(now)).bind(transfer.cause);
    entry.bind(transfer.operation ? std::optional(transfer.operation->value) : std::nullopt).next();
    const auto id = entry.integer();
    const auto side = [&](const Account& account, Points points) {
        auto posting = connection_.query("INSERT INTO postings (entry, account, points) VALUES (?, ?, ?)");
        posting.bind(id).bind(account.name).bind(points.count).run();
    };
    side(transfer.from, -transfer.points);
    side(transfer.to, transfer.points);
}

std::vector<Transfer> SqlTransaction::transfers_of(OperationId operation) {
    auto query = connection_.query(
        "SELECT e.cause, f.account, t.account, t.points FROM entries e JOIN postings f ON f.entry = e.id AND "
        "f.points < 0"
        " JOIN postings t ON t.entry = e.id AND t.points > 0 WHERE e.operation = ? ORDER BY e.id");
    query.bind(operation.value);
    std::vector<Transfer> out;
    while (query.next()) {
        Transfer transfer{query.text(), operation, {query.text()}, {query.text()}, Points(query.integer())};
        out.push_back(std::move(transfer));
    }
    return out;
}

bool SqlTransaction::keeps(ParticipantId buyer, const std::string& cause) {
    auto query = connection_.query(
        "SELECT 1 FROM operations o CROSS JOIN entries e WHERE o.customer = ? AND o.origin IS NULL AND"
        " e.operation = o.id AND e.cause = ? AND NOT EXISTS (SELECT 1 FROM operations r CROSS JOIN entries w"
        " WHERE r.origin = o.id AND w.operation = r.id AND w.cause = ?) LIMIT 1");
    return query.bind(buyer.value).bind(cause).bind(cause + "_withdrawn").next();
}

Points SqlTransaction::balance(const Account& account) {
    auto query = connection_.query("SELECT coalesce(sum(points), 0) FROM postings WHERE account = ?");
    query.bind(account.name).next();
    return Points(query.integer());
}

Points SqlTransaction::balance_before(const Account& account, Timestamp moment) {
    auto query = connection_.query(
        "SELECT coalesce(sum(p.points), 0) FROM postings p CROSS JOIN entries e WHERE p.account = ? AND"
        " e.id = p.entry AND e.created < ?");
    query.bind(account.name).bind(milliseconds_of(moment)).next();
    return Points(query.integer());
}

std::vector<Posting> SqlTransaction::postings(std::int64_t after_entry, int max_entries) {
    auto query = connection_.query(
        "SELECT e.id, e.created, e.cause, e.operation, p.account, p.points FROM"
        " (SELECT * FROM entries WHERE id > ? ORDER BY id LIMIT ?) e JOIN postings p ON p.entry = e.id"
        " ORDER BY e.id, p.account");
    query.bind(after_entry).bind(max_entries);
    std::vector<Posting> out;
    while (query.next()) {
        Posting posting;
        posting.entry = query.integer();
        posting.created = time_of(query.integer());
        posting.cause = query.text();
        if (const auto operation = query.maybe_integer()) posting.operation = OperationId{*operation};
        posting.account = {query.text()};
        posting.points = Points(query.integer());
        out.push_back(std::move(posting));
    }
    return out;
}

}  // namespace tillpoints::cloud
