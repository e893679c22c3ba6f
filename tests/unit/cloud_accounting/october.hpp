#pragma once
#include "cloud/accounting/month_files.hpp"

namespace tillpoints::cloud::test {

inline constexpr std::chrono::minutes almaty{300};

inline Timestamp moment(const char* text) {
    return *parse_timestamp(text);
}

inline BookedMonth october() {
    const auto month = *parse_accounting_month("2026-10");
    BookNames names{"Shop & Sons", "KZT", {}, {}};
    names.cashiers[3] = {"till-1", "=HYPERLINK(\"http://evil.example\")"};
    names.branches[7] = "Центр";
    return {"2026-10", calendar_month(month, almaty), almaty, names};
}

inline BookedOperation sale() {
    BookedOperation operation;
    operation.id = {17};
    operation.created = moment("2026-10-15T19:30:00Z");
    operation.customer = {1'100'000'000'005};
    operation.cashier = 3;
    operation.branch = 7;
    operation.number = "A-00017";
    operation.total = Money(1'000'00);
    operation.cash = Money(900'50);
    operation.redeemed = Points(99'50);
    operation.awarded = Points(9'01);
    return operation;
}

inline BookedOperation refund() {
    auto operation = sale();
    operation.id = {18};
    operation.origin = OperationId{17};
    operation.number.reset();
    return operation;
}

inline MonthRows rows() {
    MonthRows out;
    out.opening = {Points(100'00), Points(5'00), Points(50'00)};
    out.moved = {{PointsAccount::customers, "award", Points(30'00)},
                 {PointsAccount::customers, "award_granted", Points(5'00)},
                 {PointsAccount::customers, "redemption", Points(-20'25)},
                 {PointsAccount::customers, "redemption_returned", Points(1'25)},
                 {PointsAccount::customers, "expiry", Points(-4'00)},
                 {PointsAccount::customers, "award_withdrawn", Points(-3'00)},
                 {PointsAccount::customers, "reward", Points(-2'00)},
                 {PointsAccount::deferred, "award", Points(7'00)},
                 {PointsAccount::deferred, "award_granted", Points(-5'00)},
                 {PointsAccount::certificates, "certificate", Points(10'00)},
                 {PointsAccount::certificates, "certificate_redemption", Points(-40'00)},
                 {PointsAccount::certificates, "certificate_lapsed", Points(-5'00)}};
    out.cashiers = {{3, false, 2, Money(3'000'00), Money(2'900'00), Points(100'00), Points(29'00), Points()},
                    {3, true, 1, Money(500'00), Money(450'00), Points(50'00), Points(4'50), Points()},
                    {0, false, 1, Money(10'00), Money(10'00), Points(), Points(), Points()}};
    out.staff = {{3, Money(2'50)}};
    return out;
}

inline std::string whole_file(MonthFile file, const MonthFigures& figures,
                              const std::vector<BookedOperation>& operations) {
    auto out = beginning_of(file, figures);
    if (lists_operations(file))
        for (const auto& operation : operations) out += entry_of(file, figures.month, operation);
    return out + end_of(file, figures);
}

}  // namespace tillpoints::cloud::test
