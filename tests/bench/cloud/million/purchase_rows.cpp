#include "books_rows.hpp"

namespace tillpoints::cloud::test {
namespace {

/// Five customers buy each sixtieth purchase; of the others early ones buy more often, and nobody before
/// joining.
std::string buyer(const BooksSize& size) {
    const auto others = text_of(size.customers - 6);
    const auto joined = "(i * 1000 / " + text_of(size.purchases()) + ")";
    return "CASE WHEN i % 60 = 0 THEN 1 + (i / 60) % 5 ELSE 6 + " + drawn(3) + " * " + drawn(3) +
           " / 1000003 * " + joined + " / 1000 * " + others + " / 1000003 END";
}

}  // namespace

std::vector<std::string> shop_rows(const Moments& moments) {
    return {
        rows(20, "branches (name)", "'Branch ' || i"),
        rows(60, "cashiers (external_id, name, branch)", "'cashier-' || i, 'Cashier ' || i, 1 + i % 20"),
        rows(1, "people (login, name, role, password, must_change, totp_step, blocked, created)",
             "'author', 'Author', 0, 'none', 0, 0, 1, " + text_of(moments.begin)),
    };
}

std::vector<std::string> purchase_rows(const BooksSize& size, const Moments& moments) {
    const auto step = (moments.now - moments.begin) / (size.purchases() + 1);
    const auto created = text_of(moments.begin) + " + i * " + text_of(step);
    const auto total = "(50000 + i * 31337 % 97 * 4000)";
    const auto points = "CASE WHEN i % 8 = 3 THEN 500 ELSE 0 END";
    return {
        rows(size.purchases(),
             "operations (created, state, customer, cashier, branch, nonce, number, total, cash, points, "
             "award, shown)",
             created + ", CASE WHEN i % 50 = 7 THEN 1 ELSE 0 END, " + buyer(size) +
                 ", CASE WHEN i % 2 = 0 THEN 1 + i % 60 END, 1 + (1 + i % 60) % 20, 'nonce-of-a-purchase-' "
                 "|| i,"
                 " 'receipt-' || i || '/1-3f9c2a71', " +
                 total + ", " + total + " - " + points + ", " + points + ", (" + total + " - " + points +
                 ") / 100, i % 5"),
        "INSERT INTO operations (created, state, customer, cashier, branch, number, origin, total, cash, "
        "points, award)"
        " SELECT created + " +
            text_of(step / 2) +
            ", 2, customer, cashier, branch, 'return-' || id, id, total, cash, points, award FROM operations "
            "WHERE"
            " state = 1 ORDER BY id",
        rows(size.customers, "receipts (id, created, cashier, total)",
             "'bare-' || i, " + text_of(moments.begin) + " + i * " + text_of(step * 3) +
                 ", 1 + i % 60, 120000"),
        "INSERT INTO entries (created, cause, operation) SELECT created, 'award', id FROM operations WHERE "
        "origin IS"
        " NULL ORDER BY id",
        "INSERT INTO entries (created, cause, operation) SELECT created, 'redemption', id FROM operations "
        "WHERE origin"
        " IS NULL AND points > 0 ORDER BY id",
        "INSERT INTO entries (created, cause, operation) SELECT created, 'staff_award', id FROM operations "
        "WHERE origin"
        " IS NULL AND cashier IS NOT NULL ORDER BY id",
        "INSERT INTO entries (created, cause, operation) SELECT created, 'award_withdrawn', id FROM "
        "operations WHERE"
        " origin IS NOT NULL ORDER BY id",
        "INSERT INTO entries (created, cause, operation) SELECT created, 'redemption_returned', id FROM "
        "operations"
        " WHERE origin IS NOT NULL AND points > 0 ORDER BY id",
        "INSERT INTO balances (account, points, may_owe) SELECT 'certificate/' || code, nominal, 0 FROM "
        "certificates",
    };
}

namespace {

/// Both sides of all entries of a cause that stand beside operations.
std::string sides(const char* cause, const std::string& account, const std::string& against,
                  const char* points) {
    const auto from =
        std::string(" FROM entries e JOIN operations o ON o.id = e.operation WHERE e.cause = '") + cause +
        "'";
    return "INSERT INTO postings (entry, account, points) SELECT e.id, " + account + ", " + points + from +
           " UNION ALL SELECT e.id, '" + against + "', -(" + points + ")" + from;
}

}  // namespace

std::vector<std::string> posting_rows() {
    const std::string buyer = "'customer/' || o.customer";
    return {
        sides("award", buyer, "programme/awards", "o.award"),
        sides("redemption", buyer, "programme/redemptions", "-o.points"),
        sides("staff_award", "'staff/' || o.cashier", "programme/staff", "o.cash / 1000"),
        sides("award_withdrawn", buyer, "programme/awards", "-o.award"),
        sides("redemption_returned", buyer, "programme/redemptions", "o.points"),
        // Entries without an operation come last: one of each customer, then one of each certificate.
        "CREATE TABLE before_welcome AS SELECT max(id) AS entry FROM entries",
        "INSERT INTO entries (created, cause) SELECT created, 'welcome' FROM customers ORDER BY id",
        "INSERT INTO postings (entry, account, points) SELECT c.id + w.entry, 'customer/' || c.id, 50000 "
        "FROM customers"
        " c CROSS JOIN before_welcome w UNION ALL SELECT c.id + w.entry, 'programme/welcome', -50000 FROM "
        "customers c"
        " CROSS JOIN before_welcome w",
        "UPDATE before_welcome SET entry = (SELECT max(id) FROM entries)",
        "INSERT INTO entries (created, cause) SELECT valid_from, 'certificate' FROM certificates",
        "INSERT INTO postings (entry, account, points) SELECT w.entry + c.customer / 10, 'certificate/' || "
        "c.code,"
        " c.nominal FROM certificates c CROSS JOIN before_welcome w UNION ALL SELECT w.entry + c.customer / "
        "10,"
        " 'programme/certificates', -c.nominal FROM certificates c CROSS JOIN before_welcome w",
        "DROP TABLE before_welcome",
        "CREATE TABLE summed AS SELECT o.customer, sum(CASE WHEN o.origin IS NULL THEN o.cash ELSE -o.cash "
        "END) AS"
        " cash, sum(CASE WHEN o.origin IS NULL THEN o.points ELSE -o.points END) AS redeemed, sum(CASE WHEN "
        "o.origin IS"
        " NULL THEN o.award - o.points ELSE o.points - o.award END) AS earned, count(CASE WHEN o.origin IS "
        "NULL THEN 1"
        " END) AS purchases, count(CASE WHEN o.state = 1 THEN 1 END) AS refunds, max(o.created) AS last, "
        "max(CASE WHEN"
        " o.state = 0 THEN o.created END) AS bought FROM operations o GROUP BY o.customer",
        "UPDATE customers SET balance = 50000",
        "UPDATE customers SET cash_spent = s.cash, redeemed = s.redeemed, balance = 50000 + s.earned, "
        "purchases ="
        " s.purchases, full_refunds = s.refunds, last_transaction = s.last, last_purchase = s.bought FROM "
        "summed s WHERE"
        " s.customer = customers.id",
        "DROP TABLE summed",
        "CREATE TABLE summed AS SELECT inviter, count(*) AS friends, count(last_purchase) AS buyers FROM "
        "customers WHERE"
        " inviter IS NOT NULL GROUP BY inviter",
        "UPDATE customers SET invited = s.friends, effective_invited = s.buyers FROM summed s WHERE "
        "s.inviter ="
        " customers.id",
        "DROP TABLE summed",
        "UPDATE customers SET next_due = k.valid_to FROM certificates k WHERE k.customer = customers.id",
    };
}

}  // namespace tillpoints::cloud::test
