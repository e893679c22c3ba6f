#include "cloud/storage/sql_books.hpp"

namespace tillpoints::cloud {
namespace {

/// A query that names what is wrong: no rows, no fault. The first column is the id of the offender.
struct Proof {
    const char* fault;
    const char* offenders;
};

constexpr Proof proofs[] = {
    {"entry without two sides that sum to zero",
     "SELECT e.id FROM entries e LEFT JOIN postings p ON p.entry = e.id GROUP BY e.id"
     " HAVING count(p.entry) <> 2 OR coalesce(sum(p.points), 1) <> 0"},
    {"posting without an entry", "SELECT entry FROM postings EXCEPT SELECT id FROM entries"},
    {"posting of an unknown customer",
     "SELECT substr(account, 10) FROM postings WHERE account LIKE 'customer/%'"
     " EXCEPT SELECT CAST(id AS TEXT) FROM customers"},
    {"operation whose customer postings are not its points and award",
     "SELECT o.id FROM operations o LEFT JOIN (SELECT e.operation AS id, sum(p.points) AS points FROM "
     "entries e"
     " JOIN postings p ON p.entry = e.id WHERE (p.account LIKE 'customer/%' OR p.account LIKE 'deferred/%')"
     " AND e.cause IN"
     " ('redemption', 'award', 'redemption_returned', 'award_withdrawn') GROUP BY e.operation) m ON m.id = "
     "o.id"
     " WHERE coalesce(m.points, 0) <> CASE WHEN o.origin IS NULL THEN o.award - o.points ELSE o.points - "
     "o.award END"},
    {"operation whose certificate is not what one paid",
     "SELECT o.id FROM operations o LEFT JOIN (SELECT e.operation AS id, sum(-p.points) AS points FROM "
     "entries e"
     " JOIN postings p ON p.entry = e.id WHERE p.account LIKE 'certificate/%' AND e.cause = "
     "'certificate_redemption'"
     " GROUP BY e.operation) m ON m.id = o.id WHERE coalesce(m.points, 0) <> o.certificate"},
    {"certificate that is over but still holds points",
     "SELECT c.code FROM certificates c JOIN postings p ON p.account = 'certificate/' || c.code WHERE "
     "c.state <> 0"
     " GROUP BY c.code HAVING sum(p.points) <> 0"},
    {"deferred award that is overdrawn",
     "SELECT account FROM postings WHERE account LIKE 'deferred/%' GROUP BY account HAVING sum(points) < 0"},
    {"deferred award that nobody will grant",
     "SELECT substr(account, 10) FROM postings WHERE account LIKE 'deferred/%' GROUP BY account"
     " HAVING sum(points) > 0 EXCEPT SELECT CAST(purchase AS TEXT) FROM deferrals"},
    {"operation that is no reversal but has an origin, or the other way round",
     "SELECT id FROM operations WHERE (state = 2) <> (origin IS NOT NULL)"},
    {"sale refunded for more than it was",
     "SELECT o.id FROM operations o JOIN operations r ON r.origin = o.id GROUP BY o.id"
     " HAVING sum(r.total) > o.total OR sum(r.points) > o.points OR sum(r.award) > o.award"},
};

}  // namespace

Audit SqlBooks::audit() {
    Audit audit;
    const auto count = [&](const char* sql) {
        auto query = connection_.query(sql);
        query.next();
        return query.integer();
    };
    audit.customers = count("SELECT count(*) FROM customers");
    audit.operations = count("SELECT count(*) FROM operations");
    audit.entries = count("SELECT count(*) FROM entries");
    audit.sum = Points(count("SELECT coalesce(sum(points), 0) FROM postings"));
    for (const auto& proof : proofs) {
        auto query = connection_.query(proof.offenders);
        for (int shown = 0; shown < 20 && query.next(); ++shown)
            audit.faults.push_back(std::string(proof.fault) + ": " + query.text());
    }
    if (audit.sum != Points()) audit.faults.push_back("all postings sum to " + to_text(audit.sum));
    return audit;
}

}  // namespace tillpoints::cloud
