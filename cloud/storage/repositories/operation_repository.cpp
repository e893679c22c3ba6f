#include "cloud/storage/repositories/operation_repository.hpp"

#include <algorithm>
#include <limits>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_OPERATION                                                                                    \
    "SELECT o.id, o.created, o.state, o.customer, o.cashier, c.name, o.nonce, o.number, o.origin, o.total," \
    " o.cash, o.points, o.award, o.certificate, o.branch, b.name, o.shown FROM operations o LEFT JOIN "     \
    "cashiers c ON"                                                                                         \
    " c.id = o.cashier LEFT JOIN branches b ON b.id = o.branch "

OperationRecord read_operation(Query& query) {
    OperationRecord record;
    record.id = {query.integer()};
    record.created = query.time();
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

TotalsChange change_by(const OperationRecord& record) {
    TotalsChange change;
    change.cash_spent = record.origin ? -record.cash : record.cash;
    change.redeemed = record.origin ? -record.points : record.points;
    change.purchases = record.origin ? 0 : 1;
    change.last_transaction = record.created;
    if (record.state == loyalty::OperationState::normal) change.last_purchase = record.created;
    if (record.state == loyalty::OperationState::canceled && !record.origin) change.full_refunds = 1;
    return change;
}

std::optional<OperationRecord> first(Query& query) {
    return query.next() ? std::optional(read_operation(query)) : std::nullopt;
}

}  // namespace

OperationId OperationRepository::add(const OperationRecord& record, Unrepeated unrepeated) {
    auto query = connection_.query(
        "INSERT INTO operations (created, state, customer, cashier, nonce, number, origin, total, cash,"
        " points, award, certificate, branch, shown, nonce_copy, number_copy) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?,"
        " CASE WHEN ? = 1 THEN 0 ELSE (SELECT coalesce(max(nonce_copy) + 1, 0) FROM operations WHERE nonce = "
        "?)"
        " END, CASE WHEN ? = 1 THEN 0 ELSE (SELECT coalesce(max(number_copy) + 1, 0) FROM operations WHERE"
        " number = ?) END) RETURNING id");
    const auto nonce = record.nonce ? std::optional(record.nonce->text) : std::nullopt;
    query.bind(record.created)
        .bind(static_cast<std::int64_t>(record.state))
        .bind(record.customer.value)
        .bind(record.cashier ? std::optional(record.cashier->id) : std::nullopt)
        .bind(nonce)
        .bind(record.number)
        .bind(record.origin ? std::optional(record.origin->value) : std::nullopt)
        .bind(record.total.count)
        .bind(record.cash.count)
        .bind(record.points.count)
        .bind(record.award.count)
        .bind(record.certificate.count)
        .bind(record.branch ? std::optional(record.branch->id) : std::nullopt)
        .bind(static_cast<std::int64_t>(record.identified_by))
        .bind(unrepeated.nonce || !nonce ? 1 : 0)
        .bind(nonce)
        .bind(unrepeated.number || !record.number ? 1 : 0)
        .bind(record.number)
        .next();
    const OperationId id{query.integer()};
    const bool bought = totals_.of(record.customer).last_purchase.has_value();
    totals_.add(record.customer, change_by(record));
    totals_.count_buyer(record.customer, bought);
    return id;
}

std::optional<OperationRecord> OperationRepository::find(OperationId id) {
    connection_.show_durable();
    auto query = connection_.query(SELECT_OPERATION "WHERE o.id = ?");
    query.bind(id.value);
    return first(query);
}

std::optional<OperationRecord> OperationRepository::find_by_nonce(const Nonce& nonce) {
    connection_.show_durable();
    auto query = connection_.query(SELECT_OPERATION "WHERE o.nonce = ? AND o.nonce_copy = 0");
    query.bind(nonce.text);
    return first(query);
}

std::optional<OperationRecord> OperationRepository::find_by_number(const std::string& number) {
    connection_.show_durable();
    auto query = connection_.query(SELECT_OPERATION "WHERE o.number = ? AND o.number_copy = 0");
    query.bind(number);
    return first(query);
}

void OperationRepository::set_state(OperationId id, loyalty::OperationState state) {
    const auto before = find(id);
    if (!before || before->state == state) return;
    auto query = connection_.query("UPDATE operations SET state = ? WHERE id = ?");
    query.bind(static_cast<std::int64_t>(state)).bind(id.value).run();
    constexpr auto canceled = loyalty::OperationState::canceled;
    TotalsChange change;
    if (!before->origin) change.full_refunds = (state == canceled) - (before->state == canceled);
    totals_.add(before->customer, change);
    totals_.find_last_purchase(before->customer);
}

Money OperationRepository::refunded(OperationId origin) {
    auto query = connection_.query("SELECT coalesce(sum(total), 0) FROM operations WHERE origin = ?");
    query.bind(origin.value).next();
    return Money(query.integer());
}

std::optional<Timestamp> OperationRepository::created(OperationId id) {
    auto query = connection_.query("SELECT created FROM operations WHERE id = ?");
    return query.bind(id.value).next() ? std::optional(query.time()) : std::nullopt;
}

std::vector<OperationRecord> OperationRepository::page(const PageRequest& page) {
    connection_.show_durable();
    const bool newest = page.order == Order::newest;
    using Limits = std::numeric_limits<std::int64_t>;
    std::int64_t moment = newest ? Limits::max() : Limits::min();
    if (page.after) {
        const auto behind = created(*page.after);
        if (!behind) return {};
        moment = milliseconds_of(*behind);
    }
    auto query = newest
                     ? connection_.query(SELECT_OPERATION
                                         "WHERE (o.created, o.id) < (?, ?) ORDER BY o.created DESC, o.id DESC"
                                         " LIMIT ? OFFSET ?")
                     : connection_.query(SELECT_OPERATION
                                         "WHERE (o.created, o.id) > (?, ?) ORDER BY o.created, o.id LIMIT ?"
                                         " OFFSET ?");
    query.bind(moment).bind(page.after ? page.after->value : moment).bind(page.max).bind(page.offset);
    std::vector<OperationRecord> rows;
    while (query.next()) rows.push_back(read_operation(query));
    return rows;
}

std::vector<OperationRecord> OperationRepository::of_customer(ParticipantId customer,
                                                              const std::optional<OperationId>& before,
                                                              int max) {
    connection_.show_durable();
    constexpr auto latest = std::numeric_limits<std::int64_t>::max();
    const auto behind = before ? created(*before) : std::nullopt;
    if (before && !behind) return {};
    std::vector<OperationRecord> rows;
    // The index of a customer's operations has their state before their moment.
    for (const auto state : {loyalty::OperationState::normal, loyalty::OperationState::canceled,
                             loyalty::OperationState::reversal}) {
        auto query = connection_.query(SELECT_OPERATION
                                       "WHERE o.customer = ? AND o.state = ? AND (o.created, o.id) < (?, ?)"
                                       " ORDER BY o.created DESC, o.id DESC LIMIT ?");
        query.bind(customer.value).bind(static_cast<std::int64_t>(state));
        query.bind(behind ? milliseconds_of(*behind) : latest)
            .bind(before ? before->value : latest)
            .bind(max);
        while (query.next()) rows.push_back(read_operation(query));
    }
    std::sort(rows.begin(), rows.end(), [](const OperationRecord& a, const OperationRecord& b) {
        return std::pair(a.created, a.id) > std::pair(b.created, b.id);
    });
    if (rows.size() > static_cast<std::size_t>(max)) rows.resize(static_cast<std::size_t>(max));
    return rows;
}

std::optional<std::int64_t> OperationRepository::last_branch(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT branch FROM operations WHERE customer = ? AND state = 0 AND origin IS NULL ORDER BY created"
        " DESC, id DESC LIMIT 1");
    query.bind(customer.value);
    return query.next() ? query.maybe_integer() : std::nullopt;
}

Points OperationRepository::redeemed_since(ParticipantId customer, Timestamp since) {
    auto query = connection_.query(
        "SELECT coalesce(sum(CASE WHEN origin IS NULL THEN points ELSE -points END), 0) FROM operations"
        " WHERE customer = ? AND created >= ?");
    query.bind(customer.value).bind(since).next();
    return Points(query.integer());
}

}  // namespace tillpoints::cloud
