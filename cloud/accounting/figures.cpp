#include "cloud/accounting/figures.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::array<std::string_view, points_movements> movement_words{"awarded", "granted",   "redeemed",
                                                                        "expired", "withdrawn", "by_hand"};

void add(OperationSums& sums, const CashierSums& row) {
    const std::int64_t sign = row.refunds ? -1 : 1;
    sums.count += row.count;
    sums.total += row.total * sign;
    sums.cash += row.cash * sign;
    sums.redeemed += row.redeemed * sign;
    sums.awarded += row.awarded * sign;
    sums.certificate += row.certificate * sign;
}

std::vector<Liability> liabilities_of(const MonthRows& rows) {
    std::vector<Liability> lines{{PointsAccount::customers, rows.opening.customers},
                                 {PointsAccount::deferred, rows.opening.deferred},
                                 {PointsAccount::certificates, rows.opening.certificates}};
    for (const auto& row : rows.moved)
        lines[static_cast<std::size_t>(row.account)]
            .moved[static_cast<std::size_t>(movement_of(row.cause))] += row.points;
    return lines;
}

std::vector<StaffAward> staff_of(const BookNames& names, const MonthRows& rows) {
    std::map<std::int64_t, StaffAward> lines;
    for (const auto& row : rows.cashiers) {
        auto& line = lines[row.cashier];
        (row.refunds ? line.refunds : line.sales) += row.count;
        line.turnover += row.refunds ? -row.total : row.total;
    }
    for (const auto& row : rows.staff) lines[row.cashier].owed += row.owed;
    std::vector<StaffAward> out;
    for (auto& [cashier, line] : lines) {
        line.cashier = cashier;
        if (const auto known = names.cashiers.find(cashier); known != names.cashiers.end())
            line.name = known->second;
        out.push_back(std::move(line));
    }
    return out;
}

}  // namespace

PointsMovement movement_of(std::string_view cause) {
    if (cause == "award_granted") return PointsMovement::granted;
    if (cause == "redemption" || cause == "redemption_returned" || cause == "certificate_redemption")
        return PointsMovement::redeemed;
    if (cause == "expiry" || cause == "win_back_lapsed" || cause == "certificate_lapsed")
        return PointsMovement::expired;
    if (cause.ends_with("_withdrawn")) return PointsMovement::withdrawn;
    return cause == "reward" ? PointsMovement::by_hand : PointsMovement::awarded;
}

std::string_view word_of(PointsMovement movement) {
    return movement_words[static_cast<std::size_t>(movement)];
}

std::string_view word_of(PointsAccount account) {
    if (account == PointsAccount::customers) return "customers";
    return account == PointsAccount::deferred ? "deferred" : "certificates";
}

Points Liability::closing() const {
    auto balance = opening;
    for (const auto points : moved) balance += points;
    return balance;
}

MonthFigures figures_of(BookedMonth month, const MonthRows& rows) {
    MonthFigures figures;
    for (const auto& row : rows.cashiers) add(row.refunds ? figures.refunds : figures.sales, row);
    figures.liabilities = liabilities_of(rows);
    figures.staff = staff_of(month.names, rows);
    figures.month = std::move(month);
    return figures;
}

OwedPoints closing_of(const MonthFigures& figures) {
    const auto closing = [&](PointsAccount account) {
        return figures.liabilities[static_cast<std::size_t>(account)].closing();
    };
    return {closing(PointsAccount::customers), closing(PointsAccount::deferred),
            closing(PointsAccount::certificates)};
}

}  // namespace tillpoints::cloud
