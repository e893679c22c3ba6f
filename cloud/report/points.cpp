#include "cloud/report/report.hpp"

namespace tillpoints::cloud {

PointLines point_lines(const ReportRows& rows) {
    PointLines lines;
    for (const auto& [cause, points] : rows.causes) {
        if (cause == "redemption" || cause == "redemption_returned")
            lines.redeemed -= points;
        else if (cause == "expiry" || cause == "win_back_lapsed")
            lines.expired -= points;
        else
            lines.issued += points;
    }
    lines.saved = lines.issued - lines.redeemed;
    lines.outstanding = rows.outstanding;
    lines.waiting = rows.waiting;
    return lines;
}

Money cost_of_points(const ReportRows& rows, const PointLines& points) {
    // Issued are gifts, awards and referral points alike; what expired costs nothing.
    Money cost = worth(points.issued - points.expired + points.waiting);
    for (const auto& sale : rows.sales)
        if (!sale.refunded) cost += worth(sale.certificate);
    return cost;
}

}  // namespace tillpoints::cloud
