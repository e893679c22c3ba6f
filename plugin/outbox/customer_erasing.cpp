#include "plugin/outbox/customer_erasing.hpp"

#include <algorithm>

#include "plugin/outbox/retention.hpp"
#include "plugin/outbox/schema.hpp"
#include "protocol/decimal.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::outbox {
namespace {

constexpr std::size_t rows_of_a_step = 64;
/// What names a customer by another identity leads on; a chain of them is short.
constexpr int most_passes = 8;

std::string limit() {
    return std::to_string(rows_of_a_step);
}

std::string identity_of(const loyalty::Identity& who) {
    return std::visit(Overloaded{[](const loyalty::ByPhone& by) { return by.phone.e164(); },
                                 [](const loyalty::ByCode& by) { return by.code; },
                                 [](const loyalty::ByUid& by) { return by.uid.text; }},
                      who);
}

NamedCustomer named_in(const OutboxEntry& entry) {
    NamedCustomer out{{}, {entry.customer}};
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    if (!purchase) return out;
    out.identities.push_back(identity_of(purchase->operation.who));
    if (purchase->customer) out.identities.push_back(purchase->customer->text);
    if (purchase->offline) out.identities.push_back(identity_of(purchase->offline->award_to));
    return out;
}

}  // namespace

CustomerErasing::CustomerErasing(Database& database, const Sealer& sealer, EntriesTable& entries,
                                 SessionsTable& sessions, ValuesTable& values, LimitsTables& limits,
                                 JournalTable& journal)
    : database_(database),
      sealer_(sealer),
      entries_(entries),
      sessions_(sessions),
      values_(values),
      limits_(limits),
      journal_(journal),
      sessions_after_(
          database,
          "SELECT seq, receipt, finished AND NOT EXISTS(SELECT 1 FROM facts WHERE facts.receipt = "
          "sessions.receipt AND " +
              std::string(unsettled_predicate) + ") FROM sessions WHERE seq > ? ORDER BY seq LIMIT " +
              limit()),
      // Rows that name nobody are read, too: to look for the next one that does would read any number of
      // them.
      entries_after_(database,
                     "SELECT seq, id, customer, NOT " + std::string(unsettled_predicate) +
                         " AND NOT EXISTS(SELECT 1 FROM sessions WHERE sessions.receipt = facts.receipt AND "
                         "finished = 0) FROM facts WHERE seq > ? ORDER BY seq LIMIT " +
                         limit()) {}

bool CustomerErasing::slice(CustomerErasure& erasure, const SessionCustomers& readers, Timestamp now) {
    CustomerErasure next = erasure;  // what a transaction that fails has not done is not counted
    Transaction transaction(database_);
    const bool stage_goes_on = next.stage == CustomerErasure::Stage::snapshots  ? snapshots(next)
                               : next.stage == CustomerErasure::Stage::sessions ? sessions(next, readers, now)
                                                                                : entries(next, now);
    transaction.commit();
    const bool more = stage_goes_on || next_stage(next);
    erasure = std::move(next);
    return more;
}

bool CustomerErasing::next_stage(CustomerErasure& erasure) {
    erasure.seen = 0;
    if (erasure.stage != CustomerErasure::Stage::entries) {
        erasure.stage = static_cast<CustomerErasure::Stage>(static_cast<int>(erasure.stage) + 1);
        return true;
    }
    if (!erasure.learnt || ++erasure.passes >= most_passes) return false;
    erasure.stage = CustomerErasure::Stage::snapshots;
    erasure.learnt = false;
    erasure.left = 0;
    return true;
}

bool CustomerErasing::snapshots(CustomerErasure& erasure) {
    const auto found = limits_.snapshots_after(erasure.seen, rows_of_a_step);
    for (const auto& [seq, snapshot] : found) {
        erasure.seen = seq;
        NamedCustomer named{{}, {snapshot.key}};
        if (snapshot.uid) named.identities.push_back(snapshot.uid->text);
        if (!is_meant(erasure, named)) continue;
        learn(erasure, named);
        limits::Rows rows;
        rows.forgotten.push_back(snapshot.key);
        limits_.put(rows);
        ++erasure.remembered;
    }
    return !found.empty();
}

bool CustomerErasing::sessions(CustomerErasure& erasure, const SessionCustomers& readers, Timestamp now) {
    struct Found {
        std::int64_t seq;
        ReceiptId receipt;
        bool over;
    };
    std::vector<Found> rows;
    {
        Query query(sessions_after_);
        query.bind(1, std::max(erasure.seen, erased_up_to(erased_sessions)));
        while (query.next())
            rows.push_back({query.integer(0), ReceiptId(query.bytes(1)), query.integer(2) != 0});
    }
    for (const auto& row : rows) {
        erasure.seen = row.seq;
        auto session = sessions_.find(row.receipt);
        if (!session) continue;
        bool meant = false;
        for (const auto& customer : readers.customers_in(session->state)) {
            if (!is_meant(erasure, customer)) continue;
            meant = true;
            learn(erasure, customer);
        }
        if (!meant) continue;
        auto state = row.over ? readers.without_customer(session->state) : std::nullopt;
        if (!state) {
            ++erasure.left;
            continue;
        }
        session->state = std::move(*state);
        sessions_.put(*session);
        note(erasure, row.receipt, now);
    }
    return !rows.empty();
}

bool CustomerErasing::entries(CustomerErasure& erasure, Timestamp now) {
    struct Found {
        std::int64_t seq;
        EntryId id;
        bool meant;
        bool over;
    };
    std::vector<Found> rows;
    {
        Query query(entries_after_);
        query.bind(1, std::max(erasure.seen, erased_up_to(erased_entries)));
        while (query.next()) {
            const auto customer = query.bytes(2);
            rows.push_back({query.integer(0), EntryId(query.bytes(1)),
                            !customer.empty() && erasure.keys.contains(customer), query.integer(3) != 0});
        }
    }
    for (const auto& row : rows) {
        erasure.seen = row.seq;
        auto entry = row.meant ? entries_.find(row.id) : std::nullopt;
        if (!entry) continue;
        learn(erasure, named_in(*entry));
        if (!row.over) {
            ++erasure.left;
            continue;
        }
        erase_identity(*entry, entries_);
        ++erasure.entries;
        note(erasure, entry->receipt, now);
    }
    return !rows.empty();
}

void CustomerErasing::learn(CustomerErasure& erasure, const std::string& key) {
    if (!key.empty() && erasure.keys.insert(key).second) erasure.learnt = true;
}

void CustomerErasing::learn(CustomerErasure& erasure, const NamedCustomer& customer) {
    for (const auto& key : customer.keys) learn(erasure, key);
    for (const auto& identity : customer.identities)
        if (!identity.empty()) learn(erasure, sealer_.identity_hash(identity));
}

bool CustomerErasing::is_meant(const CustomerErasure& erasure, const NamedCustomer& customer) const {
    const auto known = [&](const std::string& key) { return erasure.keys.contains(key); };
    return std::any_of(customer.keys.begin(), customer.keys.end(), known) ||
           std::any_of(customer.identities.begin(), customer.identities.end(), [&](const auto& identity) {
               return !identity.empty() && known(sealer_.identity_hash(identity));
           });
}

void CustomerErasing::note(CustomerErasure& erasure, const ReceiptId& receipt, Timestamp now) {
    if (!erasure.receipts.insert(receipt.text).second) return;
    journal_.append({receipt, {}, now, "customer forgotten", erasure.signature});
}

/// Up to here retention has erased all identities for good.
std::int64_t CustomerErasing::erased_up_to(const char* name) {
    const auto stored = values_.find(name);
    return stored ? parse_decimal(*stored, 0, Rounding::exact).value_or(0) : 0;
}

}  // namespace tillpoints::outbox
