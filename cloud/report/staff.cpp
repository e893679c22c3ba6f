#include "cloud/report/report.hpp"

namespace tillpoints::cloud {
namespace {

/// Where one fact counts: in an employee's month. The whole is added up from the months.
class Months {
  public:
    StaffFigures& of(std::int64_t cashier, Timestamp moment) {
        return of(cashier, to_text(moment).substr(0, 7));
    }
    StaffFigures& of(std::int64_t cashier, const std::string& month) { return lines_[cashier].months[month]; }
    StaffLine& line(std::int64_t cashier) { return lines_[cashier]; }
    std::map<std::int64_t, StaffLine> take() { return std::move(lines_); }

  private:
    std::map<std::int64_t, StaffLine> lines_;
};

void add(StaffFigures& whole, const StaffFigures& part) {
    whole.with_card += part.with_card;
    whole.without_card += part.without_card;
    whole.card_turnover += part.card_turnover;
    whole.newcomers += part.newcomers;
    whole.redeemed += part.redeemed;
    whole.awarded += part.awarded;
    whole.returns += part.returns;
    whole.returned += part.returned;
    whole.owed += part.owed;
    whole.ratings += part.ratings;
    whole.stars += part.stars;
}

void count(StaffFigures& figures, const SaleRow& sale) {
    ++figures.with_card;
    figures.card_turnover += sale.total;
    figures.redeemed += sale.points;
    figures.awarded += sale.award;
    if (sale.first) ++figures.newcomers;
}

/// The share of receipts with a card is not known where no terminal tells those without one.
void divide(StaffFigures& figures) {
    if (figures.without_card > 0)
        figures.card_share = ratio(figures.with_card, figures.with_card + figures.without_card);
    figures.card_average = average(figures.card_turnover, figures.with_card);
    if (figures.ratings > 0) figures.rating = scale_half_up(figures.stars, 100, figures.ratings);
}

}  // namespace

std::vector<StaffLine> staff_lines(const ReportRows& rows) {
    Months months;
    for (const auto& cashier : rows.cashiers) months.line(cashier.id).name = cashier.name;
    for (const auto& sale : rows.sales)
        if (!sale.refunded) count(months.of(sale.cashier, sale.created), sale);
    for (const auto& receipt : rows.receipts) ++months.of(receipt.cashier, receipt.created).without_card;
    for (const auto& refund : rows.returns) {
        auto& figures = months.of(refund.cashier, refund.created);
        ++figures.returns;
        figures.returned += refund.total;
    }
    for (const auto& rating : rows.ratings) {
        auto& figures = months.of(rating.cashier, rating.created);
        ++figures.ratings;
        figures.stars += rating.stars;
    }
    for (const auto& award : rows.staff) months.of(award.cashier, award.month).owed += award.owed;

    std::vector<StaffLine> out;
    for (auto& [id, line] : months.take()) {
        line.cashier = id;
        if (id == 0) line.name = "unknown";
        for (auto& [month, figures] : line.months) {
            add(line.whole, figures);
            divide(figures);
        }
        divide(line.whole);
        out.push_back(std::move(line));
    }
    return out;
}

}  // namespace tillpoints::cloud
