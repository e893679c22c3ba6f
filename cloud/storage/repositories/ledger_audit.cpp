#include "cloud/storage/repositories/ledger_repository.hpp"

#include <algorithm>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

/// A query for violations: no rows, no violation. The first column is the id of what violates. Its parameters
/// are the mark's entry (e) or operation (o), or the last of the operations whose entries are archived, if
/// that is later (a): they were checked before. Sums are those of all points, archived ones too.
struct AuditCheck {
    const char* fault;
    const char* marks;
    const char* violations;
};

constexpr AuditCheck audit_checks[] = {
    {"entry without two sides that sum to zero", "e",
     "SELECT e.id FROM entries e LEFT JOIN postings p ON p.entry = e.id WHERE e.id > ? GROUP BY e.id"
     " HAVING count(p.entry) <> 2 OR coalesce(sum(p.points), 1) <> 0"},
    {"posting without an entry", "ee",
     "SELECT entry FROM postings WHERE entry > ? EXCEPT SELECT id FROM entries WHERE id > ?"},
    {"posting of an unknown customer", "e",
     "SELECT substr(account, 10) FROM ledger_points WHERE entry > ? AND account LIKE 'customer/%'"
     " EXCEPT SELECT CAST(id AS TEXT) FROM customers"},
    {"operation whose customer postings are not its points and award", "aa",
     "SELECT o.id FROM operations o LEFT JOIN (SELECT e.operation AS id, sum(p.points) AS points FROM "
     "entries e"
     " JOIN postings p ON p.entry = e.id WHERE e.operation > ? AND (p.account LIKE 'customer/%' OR p.account "
     "LIKE"
     " 'deferred/%') AND e.cause IN ('redemption', 'award', 'redemption_returned', 'award_withdrawn')"
     " GROUP BY e.operation) m ON m.id = o.id WHERE o.id > ? AND coalesce(m.points, 0) <>"
     " CASE WHEN o.origin IS NULL THEN o.award - o.points ELSE o.points - o.award END"},
    {"operation whose certificate is not what one paid", "aa",
     "SELECT o.id FROM operations o LEFT JOIN (SELECT e.operation AS id, sum(-p.points) AS points FROM "
     "entries e"
     " JOIN postings p ON p.entry = e.id WHERE e.operation > ? AND p.account LIKE 'certificate/%' AND "
     "e.cause ="
     " 'certificate_redemption' GROUP BY e.operation) m ON m.id = o.id WHERE o.id > ? AND"
     " coalesce(m.points, 0) <> o.certificate"},
    {"certificate that is over but still holds points", "e",
     "SELECT c.code FROM certificates c JOIN ledger_points p ON p.account = 'certificate/' || c.code WHERE "
     "c.state <> 0"
     " AND p.account IN (SELECT account FROM ledger_points WHERE entry > ? AND account LIKE 'certificate/%')"
     " GROUP BY c.code HAVING sum(p.points) <> 0"},
    {"deferred award that is overdrawn", "e",
     "SELECT account FROM ledger_points WHERE account IN (SELECT account FROM ledger_points WHERE entry > ? "
     "AND "
     "account LIKE"
     " 'deferred/%') GROUP BY account HAVING sum(points) < 0"},
    {"deferred award without a deferral that would grant it", "e",
     "SELECT substr(account, 10) FROM ledger_points WHERE account IN (SELECT account FROM ledger_points "
     "WHERE entry > "
     "? AND"
     " account LIKE 'deferred/%') GROUP BY account HAVING sum(points) > 0"
     " EXCEPT SELECT CAST(purchase AS TEXT) FROM deferrals"},
    {"operation that is no reversal but has an origin, or the other way round", "o",
     "SELECT id FROM operations WHERE id > ? AND (state = 2) <> (origin IS NOT NULL)"},
    {"sale refunded for more than it was", "o",
     "SELECT o.id FROM operations o JOIN operations r ON r.origin = o.id WHERE o.id IN (SELECT origin FROM"
     " operations WHERE id > ? AND origin IS NOT NULL) GROUP BY o.id"
     " HAVING sum(r.total) > o.total OR sum(r.points) > o.points OR sum(r.award) > o.award"},
    {"customer whose balance is not the sum of the postings", "ee",
     "SELECT c.id FROM customers c LEFT JOIN (SELECT p.account, sum(p.points) AS points FROM ledger_points p "
     "WHERE"
     " p.account IN (SELECT account FROM ledger_points WHERE entry > ? AND account LIKE 'customer/%') GROUP "
     "BY"
     " p.account) s ON s.account = 'customer/' || c.id WHERE (s.account IS NOT NULL OR ? = 0) AND"
     " coalesce(s.points, 0) <> c.balance"},
    {"account whose balance is not the sum of its postings", "e",
     "SELECT s.account FROM (SELECT p.account, sum(p.points) AS points FROM ledger_points p WHERE p.account "
     "IN"
     " (SELECT account FROM ledger_points WHERE entry > ? AND (account LIKE 'certificate/%' OR account LIKE"
     " 'deferred/%')) GROUP BY p.account) s LEFT JOIN balances b ON b.account = s.account WHERE"
     " coalesce(b.points, 0) <> s.points"},
    {"balance without postings", "e",
     "SELECT b.account FROM balances b WHERE ? = 0 AND b.points <> 0 AND NOT EXISTS (SELECT 1 FROM "
     "ledger_points p"
     " WHERE p.account = b.account)"},
    {"customer whose totals are not those of the operations", "oo",
     "SELECT c.id FROM customers c LEFT JOIN (SELECT o.customer, sum(CASE WHEN o.origin IS NULL THEN o.cash "
     "ELSE"
     " -o.cash END) AS cash, sum(CASE WHEN o.origin IS NULL THEN o.points ELSE -o.points END) AS points,"
     " count(CASE WHEN o.origin IS NULL THEN 1 END) AS purchases, count(CASE WHEN o.origin IS NULL AND "
     "o.state ="
     " 1 THEN 1 END) AS refunds, max(o.created) AS last, max(CASE WHEN o.state = 0 THEN o.created END) AS "
     "bought"
     " FROM operations o WHERE o.customer IN (SELECT customer FROM operations WHERE id > ?) GROUP BY "
     "o.customer)"
     " t ON t.customer = c.id WHERE (t.customer IS NOT NULL OR ? = 0) AND (coalesce(t.cash, 0) <> "
     "c.cash_spent"
     " OR coalesce(t.points, 0) <> c.redeemed OR coalesce(t.purchases, 0) <> c.purchases OR"
     " coalesce(t.refunds, 0) <> c.full_refunds OR coalesce(t.last, 0) <> coalesce(c.last_transaction, 0) OR"
     " coalesce(t.bought, 0) <> coalesce(c.last_purchase, 0))"},
    {"inviter whose friends are not those counted", "e",
     "SELECT i.id FROM customers i LEFT JOIN (SELECT c.inviter, count(*) AS friends, count(c.last_purchase) "
     "AS"
     " buyers FROM customers c WHERE c.inviter IS NOT NULL GROUP BY c.inviter) f ON f.inviter = i.id WHERE ? "
     "= 0"
     " AND (coalesce(f.friends, 0) <> i.invited OR coalesce(f.buyers, 0) <> i.effective_invited)"},
};

}  // namespace

Audit LedgerRepository::audit_after(const AuditMark& mark) {
    totals_.write();
    Audit audit;
    const auto number = [&](const char* sql, std::int64_t after) {
        auto query = connection_.query(sql);
        query.bind(after).next();
        return query.integer();
    };
    audit.customers = number("SELECT count(*) FROM customers WHERE id > ?", 0);
    audit.operations = number("SELECT count(*) FROM operations WHERE id > ?", mark.operation.value);
    audit.entries = number("SELECT count(*) FROM entries WHERE id > ?", mark.entry);
    audit.sum =
        Points(number("SELECT coalesce(sum(points), 0) FROM ledger_points WHERE entry > ?", mark.entry));
    const auto archived = number(
        "SELECT coalesce(max(last_operation), 0) FROM ledger_chunks WHERE archived IS NOT NULL AND archived "
        ">= ?",
        0);
    audit.upto.entry = number("SELECT coalesce(max(id), 0) FROM entries WHERE id >= ?", 0);
    audit.upto.operation = {number("SELECT coalesce(max(id), 0) FROM operations WHERE id >= ?", 0)};
    for (const auto& check : audit_checks) {
        auto query = connection_.query(check.violations);
        for (const char which : std::string_view(check.marks))
            query.bind(which == 'e'   ? mark.entry
                       : which == 'o' ? mark.operation.value
                                      : std::max(mark.operation.value, archived));
        for (int shown = 0; shown < 20 && query.next(); ++shown)
            audit.violations.push_back(std::string(check.fault) + ": " + query.text());
    }
    if (audit.sum != Points()) audit.violations.push_back("all postings sum to " + to_text(audit.sum));
    return audit;
}

}  // namespace tillpoints::cloud
