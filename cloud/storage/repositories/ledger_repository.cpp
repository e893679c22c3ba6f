#include "cloud/storage/repositories/ledger_repository.hpp"

#include "cloud/ledger/transfers.hpp"
#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

/// Has the account few postings of its own, none of them shared by all purchases?
bool keeps_balance(const Account& account) {
    return account.name.starts_with("certificate/") || account.name.starts_with("deferred/");
}

TotalsChange change_by(const Transfer& transfer, Points points, Timestamp now) {
    TotalsChange change;
    change.balance = points;
    // A refund may take back what was spent; how far, the cloud's setting says (spent_award).
    change.may_owe = points >= Points() || transfer.cause.ends_with("_withdrawn");
    if (points < Points() && transfer.cause == "expiry") change.last_expiry = now;
    if (points > Points() && is_gift(transfer.cause)) change.last_gift = now;
    return change;
}

}  // namespace

void LedgerRepository::post(const Transfer& transfer, Timestamp now) {
    connection_.query("INSERT INTO entries (created, cause, operation) VALUES (?, ?, ?)")
        .bind(now)
        .bind(transfer.cause)
        .bind(transfer.operation ? std::optional(transfer.operation->value) : std::nullopt)
        .run();
    const std::string entry(connection_.last_id());
    connection_
        .query("INSERT INTO postings (entry, account, points) VALUES (" + entry + ", ?, ?), (" + entry +
               ", ?, ?)")
        .bind(transfer.from.name)
        .bind(-transfer.points.count)
        .bind(transfer.to.name)
        .bind(transfer.points.count)
        .run();
    change_balance(transfer.from, transfer, -transfer.points, now);
    change_balance(transfer.to, transfer, transfer.points, now);
}

void LedgerRepository::change_balance(const Account& account, const Transfer& transfer, Points points,
                                      Timestamp now) {
    if (const auto customer = customer_of(account))
        return totals_.add(*customer, change_by(transfer, points, now));
    if (!keeps_balance(account)) return;
    if (points >= Points()) {
        connection_
            .query(
                "INSERT INTO balances (account, points, may_owe) VALUES (?, ?, 0) ON CONFLICT (account) DO "
                "UPDATE"
                " SET points = balances.points + excluded.points")
            .bind(account.name)
            .bind(points.count)
            .run();
        return;
    }
    auto debit = connection_.query(
        "UPDATE balances SET points = points + ?, may_owe = 0 WHERE account = ? RETURNING account");
    if (!debit.bind(points.count).bind(account.name).next())
        throw StorageFailed(Errc::storage_failed, "the account " + account.name + " would be overdrawn");
}

std::vector<Transfer> LedgerRepository::transfers_of(OperationId operation) {
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

bool LedgerRepository::has_unrefunded_transfer(ParticipantId buyer, const std::string& cause) {
    auto query = connection_.query(
        "SELECT 1 FROM operations o CROSS JOIN entries e WHERE o.customer = ? AND o.origin IS NULL AND"
        " e.operation = o.id AND e.cause = ? AND NOT EXISTS (SELECT 1 FROM operations r CROSS JOIN entries w"
        " WHERE r.origin = o.id AND w.operation = r.id AND w.cause = ?) LIMIT 1");
    if (query.bind(buyer.value).bind(cause).bind(cause + "_withdrawn").next()) return true;
    // What archived entries gave cannot be told, so who bought then does not get it again.
    auto archived = connection_.query(
        "SELECT 1 FROM operations WHERE customer = ? AND id <= (SELECT max(last_operation) FROM ledger_chunks"
        " WHERE archived IS NOT NULL) LIMIT 1");
    return archived.bind(buyer.value).next();
}

Points LedgerRepository::balance(const Account& account) {
    if (const auto customer = customer_of(account)) return totals_.of(*customer).balance;
    if (keeps_balance(account)) {
        auto kept = connection_.query("SELECT points FROM balances WHERE account = ?");
        return kept.bind(account.name).next() ? Points(kept.integer()) : Points();
    }
    auto query = connection_.query("SELECT coalesce(sum(points), 0) FROM ledger_points WHERE account = ?");
    query.bind(account.name).next();
    return Points(query.integer());
}

Points LedgerRepository::balance_before(const Account& account, Timestamp moment) {
    auto query = connection_.query(
        "SELECT coalesce(sum(p.points), 0) FROM postings p CROSS JOIN entries e WHERE p.account = ? AND"
        " e.id = p.entry AND e.created < ?");
    query.bind(account.name).bind(moment).next();
    const Points present(query.integer());
    auto carried = connection_.query(
        "SELECT coalesce(sum(c.points), 0) FROM carried_sums c JOIN ledger_chunks k ON k.first_entry = "
        "c.chunk"
        " WHERE c.account = ? AND k.newest < ?");
    carried.bind(account.name).bind(moment).next();
    return present + Points(carried.integer());
}

/// Of what is archived, the sum of each cause; credits first, so that none seems to be spent before it came.
std::vector<Movement> LedgerRepository::carried(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT cause, sum(points) FROM carried_sums WHERE account = ? GROUP BY cause ORDER BY 2 DESC, 1");
    query.bind(customer_account(customer).name);
    std::vector<Movement> out;
    while (query.next()) {
        Movement movement;
        movement.cause = query.text();
        movement.points = Points(query.integer());
        out.push_back(std::move(movement));
    }
    return out;
}

std::vector<Movement> LedgerRepository::movements(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT e.cause, coalesce(o.origin, e.operation), p.points FROM postings p CROSS JOIN entries e LEFT"
        " JOIN operations o ON o.id = e.operation WHERE p.account = ? AND e.id = p.entry ORDER BY p.entry");
    query.bind(customer_account(customer).name);
    auto out = carried(customer);
    while (query.next()) {
        Movement movement;
        movement.cause = query.text();
        if (const auto sale = query.maybe_integer()) movement.sale = OperationId{*sale};
        movement.points = Points(query.integer());
        out.push_back(std::move(movement));
    }
    return out;
}

Points LedgerRepository::earned_by_friends(ParticipantId customer) {
    const auto account = customer_account(customer).name;
    auto query = connection_.query(
        "SELECT coalesce(sum(p.points), 0) FROM postings p CROSS JOIN entries e WHERE p.account = ? AND"
        " e.id = p.entry AND e.cause IN ('referral_reward', 'referral_share')");
    query.bind(account).next();
    const Points present(query.integer());
    auto carried = connection_.query(
        "SELECT coalesce(sum(points), 0) FROM carried_sums WHERE account = ? AND cause IN ('referral_reward',"
        " 'referral_share')");
    carried.bind(account).next();
    return present + Points(carried.integer());
}

std::vector<Posting> LedgerRepository::postings(std::int64_t after_entry, int max_entries) {
    auto query = connection_.query(
        "SELECT e.id, e.created, e.cause, e.operation, p.account, p.points FROM"
        " (SELECT * FROM entries WHERE id > ? ORDER BY id LIMIT ?) e JOIN postings p ON p.entry = e.id"
        " ORDER BY e.id, p.account");
    query.bind(after_entry).bind(max_entries);
    std::vector<Posting> out;
    while (query.next()) {
        Posting posting;
        posting.entry = query.integer();
        posting.created = query.time();
        posting.cause = query.text();
        if (const auto operation = query.maybe_integer()) posting.operation = OperationId{*operation};
        posting.account = {query.text()};
        posting.points = Points(query.integer());
        out.push_back(std::move(posting));
    }
    return out;
}

std::optional<Timestamp> LedgerRepository::last_written() {
    auto query = connection_.query(
        "SELECT max(created) FROM (SELECT created FROM entries WHERE id = (SELECT max(id) FROM entries) UNION"
        " ALL SELECT created FROM operations WHERE id = (SELECT max(id) FROM operations)) newest");
    query.next();
    const auto moment = query.maybe_integer();
    return moment ? std::optional(time_of(*moment)) : std::nullopt;
}

}  // namespace tillpoints::cloud
