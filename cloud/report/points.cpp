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

}  // namespace tillpoints::cloud
