#include "cloud/storage/repositories/report_repository.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "cloud/storage/connection.hpp"
#include "cloud/storage/repositories/archive_repository.hpp"
#include "cloud/storage/repositories/backoffice_repository.hpp"
#include "cloud/storage/repositories/staff_repository.hpp"
#include "cloud/storage/repositories/view_repository.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t milliseconds_of_a_day = 86'400'000;

std::string month_of(std::int64_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    const auto month = static_cast<unsigned>(date.month());
    return std::to_string(static_cast<int>(date.year())) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

/// Which branch is asked for; 0: all of the company.
struct ReportScope {
    std::int64_t branch = 0;
    void bind(Query& query) const { query.bind(branch).bind(branch); }
};

void read_contacts(Connection& connection, ReportRows& rows, std::map<std::string, std::int32_t>& sources) {
    auto query = connection.query(
        "SELECT id, inviter, source, CASE WHEN uid IS NULL THEN 0 ELSE 1 END, imported, created FROM "
        "customers"
        " WHERE created < ? ORDER BY id");
    query.bind(rows.period.to);
    while (query.next()) {
        ContactRow contact;
        contact.id = {query.integer()};
        if (const auto inviter = query.maybe_integer()) contact.inviter = ParticipantId{*inviter};
        if (const auto source = query.maybe_text())
            if (const auto known = sources.find(*source); known != sources.end())
                contact.source = known->second;
        contact.member = query.integer() != 0;
        contact.imported = query.integer() != 0;
        contact.created = query.time();
        rows.contacts.push_back(contact);
    }
}

/// What was refunded of each sale.
struct Refunded {
    std::int64_t total = 0;
    std::int64_t points = 0;
    std::int64_t award = 0;
};
using RefundedSales = std::unordered_map<std::int64_t, Refunded>;

RefundedSales read_refunded(Connection& connection) {
    auto query = connection.query(
        "SELECT origin, sum(total), sum(points), sum(award) FROM operations WHERE origin IS NOT NULL GROUP BY"
        " origin");
    RefundedSales refunded;
    while (query.next()) {
        const auto sale = query.integer();
        const auto total = query.integer();
        const auto points = query.integer();
        refunded[sale] = {total, points, query.integer()};
    }
    return refunded;
}

/// Each customer's first sale of which something was kept. Not asked for each sale: without statistics a
/// database then reads for each all earlier ones of its customer.
std::unordered_map<std::int64_t, std::int64_t> read_first_sales(Connection& connection,
                                                                const RefundedSales& refunded) {
    std::unordered_map<std::int64_t, std::int64_t> first;
    const auto take = [&](std::int64_t customer, std::int64_t sale) {
        const auto [at, is_new] = first.try_emplace(customer, sale);
        if (!is_new) at->second = std::min(at->second, sale);
    };
    auto whole = connection.query(
        "SELECT customer, min(id) FROM operations WHERE origin IS NULL AND state = 0 GROUP BY customer");
    while (whole.next()) {
        const auto customer = whole.integer();
        take(customer, whole.integer());
    }
    auto canceled =
        connection.query("SELECT customer, id, total FROM operations WHERE origin IS NULL AND state <> 0");
    while (canceled.next()) {
        const auto customer = canceled.integer();
        const auto sale = canceled.integer();
        const auto back = refunded.find(sale);
        if (canceled.integer() > (back == refunded.end() ? 0 : back->second.total)) take(customer, sale);
    }
    return first;
}

void read_sales(Connection& connection, ReportRows& rows, const ReportScope& scope) {
    const auto refunded = read_refunded(connection);
    const auto first = read_first_sales(connection, refunded);
    auto query = connection.query(
        "SELECT id, customer, coalesce(cashier, 0), created, shown, state, total, points, certificate, award"
        " FROM operations WHERE origin IS NULL AND created >= ? AND created < ? AND (? = 0 OR branch = ?)"
        " ORDER BY id");
    query.bind(rows.period.from).bind(rows.period.to);
    scope.bind(query);
    while (query.next()) {
        SaleRow sale;
        sale.id = {query.integer()};
        const auto found = refunded.find(sale.id.value);
        const Refunded back = found == refunded.end() ? Refunded() : found->second;
        sale.customer = {query.integer()};
        sale.cashier = query.integer();
        sale.created = query.time();
        sale.by_phone = query.integer() == static_cast<std::int64_t>(IdentifiedBy::phone);
        const bool canceled = query.integer() != 0;
        sale.total = Money(query.integer() - back.total);
        sale.refunded = canceled && sale.total <= Money();
        sale.points = Points(query.integer() - back.points);
        sale.certificate = Points(query.integer());
        sale.with_certificate = sale.certificate > Points();
        sale.award = Points(query.integer() - back.award);
        const auto bought = first.find(sale.customer.value);
        sale.first = bought == first.end() || sale.id.value <= bought->second;
        rows.sales.push_back(sale);
    }
}

void read_returns(Connection& connection, ReportRows& rows, const ReportScope& scope) {
    auto query = connection.query(
        "SELECT coalesce(cashier, 0), created, total FROM operations WHERE origin IS NOT NULL AND created >= "
        "?"
        " AND created < ? AND (? = 0 OR branch = ?) ORDER BY id");
    query.bind(rows.period.from).bind(rows.period.to);
    scope.bind(query);
    while (query.next()) {
        ReturnRow refund;
        refund.cashier = query.integer();
        refund.created = query.time();
        refund.total = Money(query.integer());
        rows.returns.push_back(refund);
    }
}

void read_receipts(Connection& connection, ReportRows& rows, const ReportScope& scope) {
    auto query = connection.query(
        "SELECT coalesce(cashier, 0), created, total FROM receipts WHERE created >= ? AND created < ?"
        " AND (? = 0 OR cashier IN (SELECT k.id FROM cashiers k WHERE k.branch = ?))");
    query.bind(rows.period.from).bind(rows.period.to);
    scope.bind(query);
    while (query.next()) {
        ReceiptRow receipt;
        receipt.cashier = query.integer();
        receipt.created = query.time();
        receipt.total = Money(query.integer());
        rows.receipts.push_back(receipt);
    }
}

/// Behind a SELECT of carried sums: of the chunks whose entries are all of a period.
#define OF_CHUNKS_WITHIN                                                                                     \
    " FROM carried_sums c JOIN ledger_chunks k ON k.first_entry = c.chunk WHERE k.oldest >= ? AND k.newest " \
    "< ? AND "

void read_postings(Connection& connection, ReportRows& rows, const ReportScope& scope) {
    auto causes = connection.query(
        "SELECT cause, sum(points) FROM (SELECT e.cause, p.points FROM entries e JOIN postings p ON p.entry ="
        " e.id WHERE p.account LIKE 'customer/%' AND e.created >= ? AND e.created < ? AND (? = 0 OR (SELECT"
        " o.branch FROM operations o WHERE o.id = e.operation) = ?) UNION ALL SELECT c.cause, "
        "c.points" OF_CHUNKS_WITHIN "c.account LIKE 'customer/%') moved GROUP BY cause ORDER BY cause");
    causes.bind(rows.period.from).bind(rows.period.to);
    scope.bind(causes);
    causes.bind(rows.period.from).bind(rows.period.to);
    while (causes.next()) {
        auto cause = causes.text();
        rows.causes.push_back({std::move(cause), Points(causes.integer())});
    }
    auto staff = connection.query(
        "SELECT cashier, day, sum(points) FROM (SELECT substr(p.account, 7) AS cashier, e.created / ? AS day,"
        " p.points FROM entries e JOIN postings p ON p.entry = e.id WHERE p.account LIKE 'staff/%' AND"
        " e.created >= ? AND e.created < ? AND (? = 0 OR (SELECT o.branch FROM operations o WHERE o.id ="
        " e.operation) = ?) UNION ALL SELECT substr(c.account, 7), c.day, c.points" OF_CHUNKS_WITHIN
        "c.account LIKE 'staff/%') owed GROUP BY 1, 2 ORDER BY 1, 2");
    staff.bind(milliseconds_of_a_day);
    staff.bind(rows.period.from).bind(rows.period.to);
    scope.bind(staff);
    staff.bind(rows.period.from).bind(rows.period.to);
    while (staff.next()) {
        StaffAwardRow award;
        award.cashier = parse_decimal(staff.text(), 0, Rounding::exact).value_or(0);
        award.month = month_of(staff.integer());
        award.owed = Money(staff.integer());
        rows.staff.push_back(std::move(award));
    }
    if (scope.branch != 0) return;
    const auto balance_of_accounts = [&](std::string_view accounts) {
        auto query = connection.query(
            "SELECT coalesce(sum(points), 0) FROM (SELECT p.points FROM entries e JOIN postings p ON p.entry "
            "="
            " e.id WHERE p.account LIKE ? AND e.created < ? UNION ALL SELECT c.points" OF_CHUNKS_WITHIN
            "c.account LIKE ?) held");
        query.bind(accounts).bind(rows.period.to);
        query.bind(Timestamp()).bind(rows.period.to).bind(accounts).next();
        return Points(query.integer());
    };
    rows.outstanding = balance_of_accounts("customer/%");
    rows.waiting = balance_of_accounts("deferred/%");
}

#undef OF_CHUNKS_WITHIN

void read_certificates(Connection& connection, ReportRows& rows) {
    auto query = connection.query(
        "SELECT count(*), count(CASE WHEN EXISTS (SELECT 1 FROM postings p CROSS JOIN entries e WHERE"
        " p.account = 'certificate/' || k.code AND e.id = p.entry AND e.cause = 'certificate_redemption')"
        " OR EXISTS (SELECT 1 FROM carried_sums c WHERE c.account = 'certificate/' || k.code AND c.cause ="
        " 'certificate_redemption') THEN 1 END) FROM certificates k WHERE k.valid_from >= ? AND k.valid_from "
        "< ?");
    query.bind(rows.period.from).bind(rows.period.to).next();
    rows.certificates_issued = query.integer();
    rows.certificates_used = query.integer();
}

void read_gifts(Connection& connection, ReportRows& rows) {
    // What was bought within two months of a gift that never lapses is taken to be its doing.
    constexpr std::int64_t without_end = 61 * milliseconds_of_a_day;
    auto query = connection.query(
        "SELECT customer, given, coalesce(lapses, given + ?), points FROM gifts WHERE given >= ? AND given < "
        "?"
        " ORDER BY id");
    query.bind(without_end);
    query.bind(rows.period.from).bind(rows.period.to);
    while (query.next()) {
        WinBackRow gift;
        gift.customer = {query.integer()};
        gift.given = query.time();
        gift.until = query.time();
        gift.points = Points(query.integer());
        rows.win_backs.push_back(gift);
    }
}

void read_ratings(Connection& connection, ReportRows& rows, const ReportScope& scope) {
    auto query = connection.query(
        "SELECT r.created, CASE WHEN r.comment IS NULL THEN 0 ELSE 1 END, coalesce(o.cashier, 0), r.stars "
        "FROM"
        " ratings r JOIN operations o ON o.id = r.operation WHERE r.created >= ? AND r.created < ?"
        " AND (? = 0 OR o.branch = ?) ORDER BY r.operation");
    query.bind(rows.period.from).bind(rows.period.to);
    scope.bind(query);
    while (query.next()) {
        RatingRow rating;
        rating.created = query.time();
        rating.with_comment = query.integer() != 0;
        rating.cashier = query.integer();
        rating.stars = query.integer();
        rows.ratings.push_back(rating);
    }
}

}  // namespace

ReportRows ReportRepository::rows(const Period& period, std::optional<std::int64_t> branch) {
    const ReportScope scope{branch.value_or(0)};
    ArchiveRepository archive(connection_);
    // Branches are not carried.
    branch ? archive.require_present(period) : archive.require_whole(period);
    archive.require_whole({Timestamp(), period.to});
    ReportRows rows;
    rows.period = period;
    std::map<std::string, std::int32_t> at;
    for (const auto& source : BackOfficeRepository(connection_).sources()) {
        at.emplace(source.promo_code, static_cast<std::int32_t>(rows.sources.size()));
        rows.sources.push_back({source.name, source.platform});
    }
    for (const auto& cashier : StaffRepository(connection_).cashiers())
        rows.cashiers.push_back({cashier.id, cashier.name});
    read_contacts(connection_, rows, at);
    read_sales(connection_, rows, scope);
    read_returns(connection_, rows, scope);
    read_receipts(connection_, rows, scope);
    read_postings(connection_, rows, scope);
    if (!branch) read_certificates(connection_, rows);
    if (!branch) rows.views = ViewRepository(connection_).of(period);
    read_gifts(connection_, rows);
    read_ratings(connection_, rows, scope);
    return rows;
}

void ReportRepository::each_member(const std::function<void(Money spent, std::int64_t invited)>& take) {
    auto query =
        connection_.query("SELECT cash_spent, effective_invited FROM customers WHERE uid IS NOT NULL");
    while (query.next()) {
        const Money spent(query.integer());
        take(spent, query.integer());
    }
}

}  // namespace tillpoints::cloud
