#include <algorithm>
#include <functional>

#include "cloud/report/report.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

using Counts = std::function<bool(const SaleRow&)>;

/// Which purchases the line counts; nothing for one that is not made of purchases.
std::optional<Counts> rule_of(const ReportRows& rows, std::string_view line) {
    if (line == "with_card") return [](const SaleRow&) { return true; };
    if (line == "by_phone") return [](const SaleRow& sale) { return sale.by_phone; };
    if (line == "first") return [](const SaleRow& sale) { return sale.first; };
    if (line == "redeemed")
        return [](const SaleRow& sale) { return sale.points + sale.certificate > Points(); };
    constexpr std::string_view bucket = "bucket/";
    if (!line.starts_with(bucket)) return {};
    const auto place = parse_decimal(line.substr(bucket.size()), 0, Rounding::exact);
    const auto buckets = rows.sources.size() + 3;
    if (!place || *place < 0 || static_cast<std::size_t>(*place) >= buckets) return {};
    return [&rows, place](const SaleRow& sale) {
        return bucket_of(rows, sale) == static_cast<std::size_t>(*place);
    };
}

}  // namespace

std::optional<std::vector<OperationId>> purchases_behind(const ReportRows& rows, std::string_view line) {
    const auto counts = rule_of(rows, line);
    if (!counts) return {};
    std::vector<const SaleRow*> found;
    for (const auto& sale : rows.sales)
        if (!sale.refunded && (*counts)(sale)) found.push_back(&sale);
    std::sort(found.begin(), found.end(), [](const SaleRow* a, const SaleRow* b) {
        return std::pair(b->created, b->id) < std::pair(a->created, a->id);
    });
    std::vector<OperationId> out;
    out.reserve(found.size());
    for (const auto* sale : found) out.push_back(sale->id);
    return out;
}

}  // namespace tillpoints::cloud
