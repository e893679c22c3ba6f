#include "cloud/report/show.hpp"

namespace tillpoints::cloud {
namespace {

Json decimal(std::int64_t hundredths) {
    return Json::Number{format_decimal(hundredths, 2)};
}
Json json(Money money) {
    return decimal(money.count);
}
Json json(Points points) {
    return decimal(points.count);
}
Json json(Percent percent) {
    return decimal(percent.hundredths);
}
Json json(std::int64_t hundredths) {
    return decimal(hundredths);
}

template <class T>
Json json(const std::optional<T>& value) {
    return value ? json(*value) : Json();
}

Json customers(const Report& report) {
    return Json::object({{"contacts", report.base.contacts},
                         {"imported", report.base.imported},
                         {"members", report.base.members},
                         {"member_share", json(report.base.member_share)},
                         {"buyers", report.base.buyers},
                         {"buyer_share", json(report.base.buyer_share)}});
}

Json purchases(const PurchaseLines& lines) {
    return Json::object({{"with_card", lines.purchases},
                         {"by_phone", lines.by_phone},
                         {"by_phone_share", json(lines.phone_share)},
                         {"per_buyer", json(lines.per_buyer)},
                         {"true_repeats_per_buyer", json(lines.repeats)},
                         {"turnover", json(lines.turnover)},
                         {"average", json(lines.average)},
                         {"without_card", lines.bare},
                         {"without_card_turnover", json(lines.bare_turnover)},
                         {"without_card_average", json(lines.bare_average)},
                         {"average_uplift", json(lines.uplift)},
                         {"actual_discount", json(lines.discount)}});
}

Json points(const PointLines& lines) {
    return Json::object({{"issued", json(lines.issued)},
                         {"redeemed", json(lines.redeemed)},
                         {"saved_on_cashback", json(lines.saved)},
                         {"expired", json(lines.expired)},
                         {"outstanding", json(lines.outstanding)},
                         {"waiting", json(lines.waiting)}});
}

Json referral(const ReferralLines& lines) {
    Json generations = Json::array();
    for (const auto count : lines.generations) generations.push(count);
    return Json::object({{"newcomers", lines.newcomers},
                         {"bought", lines.bought},
                         {"depth", static_cast<std::int64_t>(lines.generations.size())},
                         {"by_generation", std::move(generations)}});
}

Json revenue(const std::vector<Bucket>& buckets) {
    Json rows = Json::array();
    for (const auto& bucket : buckets)
        rows.push(Json::object({{"bucket", bucket.name},
                                {"joined", bucket.joined},
                                {"bought", bucket.bought},
                                {"purchases", bucket.purchases},
                                {"revenue", json(bucket.revenue)},
                                {"counts", bucket.counts}}));
    return rows;
}

/// `head`, then the figures.
Json figures_after(Json head, const StaffFigures& figures) {
    const std::pair<const char*, Json> members[] = {{"with_card", figures.with_card},
                                                    {"without_card", figures.without_card},
                                                    {"card_share", json(figures.card_share)},
                                                    {"card_turnover", json(figures.card_turnover)},
                                                    {"card_average", json(figures.card_average)},
                                                    {"newcomers", figures.newcomers},
                                                    {"redeemed", json(figures.redeemed)},
                                                    {"awarded", json(figures.awarded)},
                                                    {"returns", figures.returns},
                                                    {"returned", json(figures.returned)},
                                                    {"owed", json(figures.owed)},
                                                    {"ratings", figures.ratings},
                                                    {"rating", json(figures.rating)}};
    for (const auto& [name, value] : members) head.set(name, value);
    return head;
}

Json staff(const std::vector<StaffLine>& lines) {
    Json rows = Json::array();
    for (const auto& line : lines) {
        Json months = Json::array();
        for (const auto& [month, figures] : line.months)
            months.push(figures_after(Json::object({{"month", month}}), figures));
        auto row = figures_after(Json::object({{"cashier", line.cashier}, {"name", line.name}}), line.whole);
        row.set("months", std::move(months));
        rows.push(std::move(row));
    }
    return rows;
}

Json views(const ViewLines& lines) {
    Json pages = Json::object();
    for (const auto& [page, views] : lines.pages) pages.set(page, views);
    return Json::object({{"all", lines.all}, {"openings", lines.openings}, {"by_page", std::move(pages)}});
}

}  // namespace

Json report_json(const Report& report, const ReportHead& head) {
    return Json::object(
        {{"programme", head.programme},
         {"currency", head.currency},
         {"from", to_text(report.period.from)},
         {"to", to_text(report.period.to)},
         {"customers", customers(report)},
         {"purchases", purchases(report.purchases)},
         {"points", points(report.points)},
         {"referral", referral(report.referral)},
         {"ratings", Json::object({{"ratings", report.ratings.ratings},
                                   {"reviews", report.ratings.reviews},
                                   {"one_in", report.ratings.every ? Json(*report.ratings.every) : Json()}})},
         {"certificates",
          Json::object({{"issued", report.certificates_issued}, {"used", report.certificates_used}})},
         {"revenue", revenue(report.buckets)},
         {"total_benefit", json(report.benefit)},
         {"total_benefit_less_points", json(report.benefit_less_points)},
         {"pareto", Json::object({{"top", json(report.pareto.top)},
                                  {"top_buyers", report.pareto.top_buyers},
                                  {"revenue_share", json(report.pareto.revenue_share)},
                                  {"best", report.pareto.best},
                                  {"best_least", json(report.pareto.best_least)}})},
         {"win_back", Json::object({{"given", report.win_back.given},
                                    {"points", json(report.win_back.points)},
                                    {"returned", report.win_back.returned},
                                    {"revenue", json(report.win_back.revenue)}})},
         {"staff", staff(report.staff)},
         {"views", views(report.views)}});
}

}  // namespace tillpoints::cloud
