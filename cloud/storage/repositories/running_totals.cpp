#include "cloud/storage/repositories/running_totals.hpp"

#include <algorithm>
#include <utility>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

using Moment = std::optional<Timestamp>;

/// Absent is earlier than every moment, as in the statement below.
void later(Moment& kept, const Moment& other) {
    if (other && (!kept || *kept < *other)) kept = other;
}
void earlier(Moment& kept, const Moment& other) {
    if (other && (!kept || *kept > *other)) kept = other;
}

void apply(CustomerTotals& totals, const TotalsChange& change) {
    totals.balance += change.balance;
    totals.cash_spent += change.cash_spent;
    totals.redeemed += change.redeemed;
    totals.purchases += change.purchases;
    totals.full_refunds += change.full_refunds;
    totals.invited += change.invited;
    totals.effective_invited += change.effective_invited;
    later(totals.last_transaction, change.last_transaction);
    later(totals.last_purchase, change.last_purchase);
    later(totals.last_expiry, change.last_expiry);
    later(totals.last_gift, change.last_gift);
    later(totals.period_since, change.period_since);
    earlier(totals.next_due, change.next_due);
}

void join(TotalsChange& sum, const TotalsChange& change) {
    sum.balance += change.balance;
    sum.may_owe = sum.may_owe && change.may_owe;
    sum.cash_spent += change.cash_spent;
    sum.redeemed += change.redeemed;
    sum.purchases += change.purchases;
    sum.full_refunds += change.full_refunds;
    sum.invited += change.invited;
    sum.effective_invited += change.effective_invited;
    later(sum.last_transaction, change.last_transaction);
    later(sum.last_purchase, change.last_purchase);
    later(sum.last_expiry, change.last_expiry);
    later(sum.last_gift, change.last_gift);
    later(sum.period_since, change.period_since);
    earlier(sum.next_due, change.next_due);
}

#define LATER(column) column " = CASE WHEN " column " IS NULL OR " column " < ? THEN ? ELSE " column " END"

void write_change(Connection& connection, ParticipantId customer, const TotalsChange& change) {
    auto query = connection.query(
        "UPDATE customers SET balance = balance + ?, may_owe = CASE WHEN balance + ? >= 0 THEN 0 ELSE ? END,"
        " cash_spent = cash_spent + ?, redeemed = redeemed + ?, purchases = purchases + ?,"
        " full_refunds = full_refunds + ?, invited = invited + ?, effective_invited = effective_invited + ?, "
        LATER("last_transaction") ", " LATER("last_purchase") ", " LATER("last_expiry") ", "
        LATER("last_gift") ", " LATER("period_since") ","
        " next_due = CASE WHEN next_due IS NULL OR next_due > ? THEN ? ELSE next_due END WHERE id = ?");
    query.bind(change.balance.count).bind(change.balance.count).bind(change.may_owe ? 1 : 0);
    query.bind(change.cash_spent.count).bind(change.redeemed.count).bind(change.purchases);
    query.bind(change.full_refunds).bind(change.invited).bind(change.effective_invited);
    for (const auto* moment : {&change.last_transaction, &change.last_purchase, &change.last_expiry,
                               &change.last_gift, &change.period_since, &change.next_due})
        query.bind(*moment).bind(*moment);
    query.bind(customer.value).run();
}

#undef LATER

}  // namespace

CustomerTotals read_totals(Query& query) {
    CustomerTotals totals;
    totals.balance = Points(query.integer());
    totals.cash_spent = Money(query.integer());
    totals.redeemed = Points(query.integer());
    totals.purchases = query.integer();
    totals.full_refunds = query.integer();
    totals.invited = query.integer();
    totals.effective_invited = query.integer();
    totals.last_transaction = query.maybe_time();
    totals.last_purchase = query.maybe_time();
    totals.last_expiry = query.maybe_time();
    totals.last_gift = query.maybe_time();
    totals.period_since = query.maybe_time();
    totals.next_due = query.maybe_time();
    return totals;
}

RunningTotals::RunningTotals(Connection& connection, Access access)
    : connection_(connection), all_kept_(access != Access::write || !connection.locks_rows()) {}

RunningTotals::Row RunningTotals::row_of(ParticipantId customer) {
    if (const auto found = known_.find(customer); found != known_.end()) return found->second;
    auto query = connection_.query("SELECT " TOTALS_COLUMNS ", inviter FROM customers WHERE id = ?");
    Row stored;
    if (query.bind(customer.value).next()) {
        stored.totals = read_totals(query);
        if (const auto inviter = query.maybe_integer()) stored.inviter = ParticipantId{*inviter};
    }
    return keep(customer, stored, false);
}

RunningTotals::Row RunningTotals::keep(ParticipantId customer, Row stored, bool locked) {
    if (const auto change = changes_.find(customer); change != changes_.end())
        apply(stored.totals, change->second);
    if (!locked && !all_kept_) return stored;
    // A campaign looks at all customers; what is forgotten is read again.
    constexpr std::size_t most_known = 4'096;
    if (known_.size() >= most_known) known_.clear();
    return known_.insert_or_assign(customer, std::move(stored)).first->second;
}

void RunningTotals::learn(const CustomerRecord& customer, const CustomerTotals& totals, bool locked) {
    keep(customer.id, {totals, customer.inviter, customer}, locked);
}

const CustomerRecord* RunningTotals::kept(ParticipantId customer) const {
    const auto found = known_.find(customer);
    return found != known_.end() && found->second.record ? &*found->second.record : nullptr;
}

void RunningTotals::add(ParticipantId customer, const TotalsChange& change) {
    if (const auto row = known_.find(customer); row != known_.end()) {
        apply(row->second.totals, change);
        // The database refuses this too, but it sees the sum of all changes only.
        if (row->second.totals.balance < Points() && !change.may_owe)
            throw StorageFailed(
                Errc::storage_failed,
                "the account customer/" + std::to_string(customer.value) + " would be overdrawn");
    }
    // Added up, what may not owe would forbid what may.
    const auto pending = changes_.find(customer);
    if (pending != changes_.end() && !pending->second.may_owe && change.may_owe && change.balance < Points())
        write();
    const auto [at, first] = changes_.try_emplace(customer, change);
    if (first)
        changed_.push_back(customer);
    else
        join(at->second, change);
}

void RunningTotals::find_next_due(ParticipantId customer) {
    write();
    connection_
        .query(
            "UPDATE customers SET next_due = (SELECT min(d.due) FROM (SELECT min(valid_to) AS due FROM"
            " certificates WHERE customer = ? AND state = 0 UNION ALL SELECT min(due) FROM deferrals WHERE"
            " customer = ? UNION ALL SELECT min(lapses) FROM gifts WHERE customer = ? AND over = 0) d)"
            " WHERE id = ?")
        .bind(customer.value)
        .bind(customer.value)
        .bind(customer.value)
        .bind(customer.value)
        .run();
    known_.erase(customer);
}

void RunningTotals::find_last_purchase(ParticipantId customer) {
    const bool bought = of(customer).last_purchase.has_value();
    write();
    connection_
        .query(
            "UPDATE customers SET last_purchase = (SELECT max(created) FROM operations WHERE customer = ? AND"
            " state = 0) WHERE id = ?")
        .bind(customer.value)
        .bind(customer.value)
        .run();
    known_.erase(customer);
    count_buyer(customer, bought);
}

void RunningTotals::count_buyer(ParticipantId customer, bool bought) {
    const bool buys = of(customer).last_purchase.has_value();
    const auto inviter = inviter_of(customer);
    if (!inviter || bought == buys) return;
    TotalsChange change;
    change.effective_invited = buys ? 1 : -1;
    add(*inviter, change);
}

void RunningTotals::write() {
    const auto changes = std::exchange(changes_, {});
    for (const auto customer : std::exchange(changed_, {}))
        write_change(connection_, customer, changes.at(customer));
}

}  // namespace tillpoints::cloud
