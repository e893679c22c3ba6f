#include <algorithm>
#include <functional>
#include <unordered_map>

#include "cloud/report/report.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<std::int64_t> hundredths(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return {};
    return scale_half_up(part, 100, whole);
}

}  // namespace

PurchaseLines purchase_lines(const ReportRows& rows, std::int64_t buyers) {
    PurchaseLines lines;
    Points redeemed;
    for (const auto& sale : rows.sales) {
        if (sale.refunded) continue;
        ++lines.purchases;
        if (sale.by_phone) ++lines.by_phone;
        lines.turnover += sale.total;
        redeemed += sale.points + sale.certificate;
    }
    for (const auto& receipt : rows.receipts) {
        ++lines.bare;
        lines.bare_turnover += receipt.total;
    }
    lines.phone_share = ratio(lines.by_phone, lines.purchases);
    lines.per_buyer = hundredths(lines.purchases, buyers);
    lines.repeats = hundredths(lines.purchases - buyers, buyers);
    lines.average = average(lines.turnover, lines.purchases);
    lines.bare_average = average(lines.bare_turnover, lines.bare);
    if (lines.average && lines.bare_average && lines.bare_average > Money())
        lines.uplift = Percent{ratio(lines.average->count, lines.bare_average->count)->hundredths - 10'000};
    lines.discount = ratio(redeemed.count, lines.turnover.count);
    return lines;
}

ParetoLines pareto_lines(const ReportRows& rows, const ReportOptions& options) {
    std::unordered_map<std::int64_t, std::int64_t> spent;
    Money turnover;
    for (const auto& sale : rows.sales) {
        if (sale.refunded) continue;
        spent[sale.customer.value] += sale.total.count;
        turnover += sale.total;
    }
    std::vector<std::int64_t> sums;
    sums.reserve(spent.size());
    for (const auto& [customer, sum] : spent) sums.push_back(sum);
    std::sort(sums.begin(), sums.end(), std::greater<>());

    ParetoLines lines;
    lines.top = options.top;
    const auto buyers = static_cast<std::int64_t>(sums.size());
    lines.top_buyers = (buyers * options.top.hundredths + 9'999) / 10'000;
    Money brought;
    for (std::int64_t i = 0; i < lines.top_buyers; ++i) brought += Money(sums[static_cast<std::size_t>(i)]);
    lines.revenue_share = ratio(brought.count, turnover.count);
    lines.best = std::min(options.best, buyers);
    if (lines.best > 0) lines.best_least = Money(sums[static_cast<std::size_t>(lines.best - 1)]);
    return lines;
}

RatingLines rating_lines(const ReportRows& rows, std::int64_t purchases) {
    RatingLines lines;
    for (const auto& rating : rows.ratings) {
        ++lines.ratings;
        if (rating.with_comment) ++lines.reviews;
    }
    if (lines.ratings > 0) lines.every = scale_half_up(purchases, 1, lines.ratings);
    return lines;
}

}  // namespace tillpoints::cloud
