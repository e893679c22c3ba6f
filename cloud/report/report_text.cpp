#include <algorithm>

#include "cloud/report/show.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t name_width = 30;
constexpr std::size_t value_width = 16;

/// Letters, not bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string left(std::string text, std::size_t width) {
    text.append(width - std::min(width, width_of(text)), ' ');
    return text;
}

std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

/// "1 234 567.80": thousands apart.
std::string grouped(std::string digits) {
    const auto whole = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (auto at = whole; at > first + 3;) digits.insert(at -= 3, 1, ' ');
    return digits;
}

std::string text(std::int64_t count) {
    return grouped(std::to_string(count));
}
std::string text(Money money) {
    return grouped(to_text(money));
}
std::string text(Points points) {
    return grouped(to_text(points));
}
std::string text(Percent percent) {
    return format_fixed(percent.hundredths, 2) + " %";
}

template <class T>
std::string text(const std::optional<T>& value) {
    return value ? text(*value) : "-";
}

std::string hundredths(const std::optional<std::int64_t>& value) {
    return value ? format_fixed(*value, 2) : "-";
}

class TextPage {
  public:
    void title(const std::string& name) { out_ += "\n" + name + "\n"; }
    void line(const std::string& name, const std::string& value, const std::string& remark = {}) {
        out_ += "  " + left(name, name_width) + right(value, value_width);
        if (!remark.empty()) out_ += "  " + remark;
        out_ += "\n";
    }
    void row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
        out_ += "  " + left(cells[0], widths[0]);
        for (std::size_t i = 1; i < cells.size(); ++i) out_ += right(cells[i], widths[i]);
        out_ += "\n";
    }
    void note(const std::string& words) { out_ += "  " + words + "\n"; }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

void show_people(TextPage& page, const Report& report) {
    page.title("Customers");
    page.line("contacts", text(report.base.contacts), text(report.base.imported) + " imported apart");
    page.line("digitised members", text(report.base.members),
              text(report.base.member_share) + " of contacts");
    page.line("bought", text(report.base.buyers), text(report.base.buyer_share) + " of contacts");
    std::string generations;
    for (const auto count : report.referral.generations)
        generations += (generations.empty() ? "" : ", ") + text(count);
    page.line("newcomers by referral", text(report.referral.newcomers),
              text(report.referral.bought) + " of them bought");
    page.line("depth of the referral tree",
              text(static_cast<std::int64_t>(report.referral.generations.size())),
              generations.empty() ? "" : "newcomers by generation: " + generations);
}

void show_purchases(TextPage& page, const Report& report) {
    const auto& lines = report.purchases;
    page.title("Purchases");
    page.line("purchases with a card", text(lines.purchases),
              text(lines.by_phone) + " by phone, " + text(lines.phone_share));
    page.line("purchases per buyer", hundredths(lines.per_buyer),
              "true repeats " + hundredths(lines.repeats));
    page.line("card turnover", text(lines.turnover));
    page.line("average receipt with a card", text(lines.average), text(lines.uplift) + " above without");
    page.line("average receipt without", text(lines.bare_average), text(lines.bare) + " receipts");
    page.line("actual discount", text(lines.discount), "points and certificate points of the card turnover");
    page.line("ratings", text(report.ratings.ratings),
              report.ratings.every ? "one in " + text(*report.ratings.every) + " purchases" : "");
    page.line("reviews", text(report.ratings.reviews), "ratings with a comment");
    page.line("views of the card", text(report.views.all), text(report.views.openings) + " openings");
    page.line("certificates issued", text(report.certificates_issued),
              text(report.certificates_used) + " used");
}

void show_points(TextPage& page, const Report& report) {
    const auto& lines = report.points;
    page.title("Points, certificates apart");
    page.line("issued", text(lines.issued));
    page.line("redeemed", text(lines.redeemed));
    page.line("saved on cashback", text(lines.saved), "issued less redeemed; unspent points are a debt:");
    page.line("outstanding", text(lines.outstanding), "owed to customers at the end");
    page.line("expired", text(lines.expired));
    if (lines.waiting != Points()) page.line("deferred", text(lines.waiting), "not in outstanding");
    if (report.win_back.given == 0) return;
    page.line("win-back gifts", text(report.win_back.given), text(report.win_back.points) + " points");
    page.line("brought back", text(report.win_back.revenue),
              text(report.win_back.returned) + " customers bought while their gift worked");
}

void show_revenue(TextPage& page, const Report& report) {
    const std::vector<std::size_t> widths{name_width, value_width, 11, 9, 9};
    page.title("Revenue, each purchase in one line");
    page.row({"", "revenue", "purchases", "buyers", "joined"}, widths);
    for (const auto& bucket : report.buckets)
        page.row({bucket.name, text(bucket.revenue), text(bucket.purchases), text(bucket.bought),
                  text(bucket.joined)},
                 widths);
    page.line("total economic benefit", text(report.benefit),
              "saved on cashback and all lines but the last: counts unspent points as a gain");
    page.line("the same, points as a cost", text(report.benefit_less_points),
              "those lines less points redeemed or still owed, and certificates");
    page.line("the best " + text(report.pareto.top) + " of buyers", text(report.pareto.revenue_share),
              "of the turnover, by " + text(report.pareto.top_buyers) + " customers");
    page.line("the best " + text(report.pareto.best) + " left each", text(report.pareto.best_least),
              "or more");
}

std::vector<std::string> cells(const std::string& name, const StaffFigures& figures) {
    return {name,
            text(figures.with_card),
            text(figures.without_card),
            text(figures.card_share),
            text(figures.card_turnover),
            text(figures.newcomers),
            text(figures.redeemed),
            text(figures.awarded),
            text(figures.returns),
            text(figures.returned),
            text(figures.owed)};
}

void show_staff(TextPage& page, const Report& report) {
    const std::vector<std::size_t> widths{name_width, 10, 10, 10, 18, 11, 15, 15, 9, 15, 14};
    page.title("Employees");
    page.row({"", "with card", "without", "share", "card turnover", "newcomers", "redeemed", "awarded",
              "returns", "returned", "award owed"},
             widths);
    for (const auto& line : report.staff) {
        page.row(cells(line.name, line.whole), widths);
        for (const auto& [month, figures] : line.months) page.row(cells("    " + month, figures), widths);
    }
}

}  // namespace

std::string report_text(const Report& report, const ReportHead& head) {
    TextPage page;
    page.note(head.programme + ", " + head.currency + ", " + to_text(report.period.from) + " to " +
              to_text(report.period.to));
    show_people(page, report);
    show_purchases(page, report);
    show_points(page, report);
    show_revenue(page, report);
    show_staff(page, report);
    return page.take();
}

}  // namespace tillpoints::cloud
