#include <algorithm>
#include <set>

#include "cloud/report/report.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t certificate_bucket = 0;
constexpr std::size_t referral_bucket = 1;
constexpr std::size_t first_source_bucket = 2;

const ContactRow* find_contact(const std::vector<ContactRow>& contacts, ParticipantId id) {
    const auto at =
        std::lower_bound(contacts.begin(), contacts.end(), id,
                         [](const ContactRow& one, ParticipantId wanted) { return one.id < wanted; });
    return at != contacts.end() && at->id == id ? &*at : nullptr;
}

}  // namespace

/// Certificate, else referral, else source, else the rest.
std::size_t bucket_of(const ReportRows& rows, const SaleRow& sale) {
    const auto* buyer = find_contact(rows.contacts, sale.customer);
    if (sale.with_certificate) return certificate_bucket;
    if (buyer && buyer->inviter) return referral_bucket;
    if (buyer && buyer->source >= 0) return first_source_bucket + static_cast<std::size_t>(buyer->source);
    return first_source_bucket + rows.sources.size();
}

std::vector<Bucket> revenue_buckets(const ReportRows& rows) {
    std::vector<Bucket> buckets(2);
    buckets[certificate_bucket].name = "certificates";
    buckets[referral_bucket].name = "referral";
    for (const auto& source : rows.sources) {
        buckets.emplace_back();
        buckets.back().name = source.name;
    }
    buckets.emplace_back();
    buckets.back().name = "without a source";
    buckets.back().counts = false;

    for (const auto& contact : rows.contacts) {
        if (!rows.period.holds(contact.created) || !contact.member) continue;
        if (contact.inviter)
            ++buckets[referral_bucket].joined;
        else if (contact.source >= 0)
            ++buckets[first_source_bucket + static_cast<std::size_t>(contact.source)].joined;
    }
    std::vector<std::set<std::int64_t>> buyers(buckets.size());
    for (const auto& sale : rows.sales) {
        if (sale.refunded) continue;
        const auto at = bucket_of(rows, sale);
        ++buckets[at].purchases;
        buckets[at].revenue += sale.total;
        buyers[at].insert(sale.customer.value);
    }
    for (std::size_t i = 0; i < buckets.size(); ++i)
        buckets[i].bought = static_cast<std::int64_t>(buyers[i].size());
    return buckets;
}

Report report_of(const ReportRows& rows, const ReportOptions& options) {
    Report report;
    report.period = rows.period;
    report.base = base_lines(rows);
    report.purchases = purchase_lines(rows, report.base.buyers);
    report.points = point_lines(rows);
    report.referral = referral_lines(rows);
    report.ratings = rating_lines(rows, report.purchases.purchases);
    report.views = view_lines(rows.views);
    report.certificates_issued = rows.certificates_issued;
    report.certificates_used = rows.certificates_used;
    report.buckets = revenue_buckets(rows);
    report.pareto = pareto_lines(rows, options);
    report.win_back = win_back_lines(rows);
    report.staff = staff_lines(rows);
    Money revenue;
    for (const auto& bucket : report.buckets)
        if (bucket.counts) revenue += bucket.revenue;
    report.benefit = revenue + worth(report.points.saved);
    report.benefit_less_points = revenue - cost_of_points(rows, report.points);
    return report;
}

}  // namespace tillpoints::cloud
