#include "cloud/report/report.hpp"

namespace tillpoints::cloud {

ViewLines view_lines(const std::vector<ViewRow>& rows) {
    ViewLines lines;
    for (const auto& row : rows) {
        lines.all += row.views;
        if (row.page == "card") lines.openings += row.views;
        lines.pages[row.page] += row.views;
    }
    return lines;
}

std::vector<std::pair<std::string, std::int64_t>> views_by_quarter(const std::vector<ViewRow>& rows) {
    std::map<std::string, std::int64_t> quarters;
    for (const auto& row : rows) {
        const std::chrono::year_month_day day{row.day};
        const auto quarter = (static_cast<unsigned>(day.month()) + 2) / 3;
        quarters[std::to_string(static_cast<int>(day.year())) + "-Q" + std::to_string(quarter)] += row.views;
    }
    return {quarters.begin(), quarters.end()};
}

}  // namespace tillpoints::cloud
