#include <limits>

#include "cloud/accounting/figures.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {
namespace {

template <class Unit>
Json decimal(Amount<Unit> amount) {
    return Json::Number{format_decimal(amount.count, 2)};
}

Json sums_json(const OperationSums& sums) {
    return Json::object({{"count", sums.count},
                         {"total", decimal(sums.total)},
                         {"cash", decimal(sums.cash)},
                         {"redeemed", decimal(sums.redeemed)},
                         {"awarded", decimal(sums.awarded)},
                         {"certificate", decimal(sums.certificate)}});
}

Json liability_json(const Liability& line) {
    Json out =
        Json::object({{"account", std::string(word_of(line.account))}, {"opening", decimal(line.opening)}});
    for (std::size_t at = 0; at < points_movements; ++at)
        out.set(word_of(static_cast<PointsMovement>(at)), decimal(line.moved[at]));
    out.set("closing", decimal(line.closing()));
    return out;
}

Json staff_json(const StaffAward& line) {
    return Json::object({{"cashier", line.cashier},
                         {"code", line.name.code},
                         {"name", line.name.name},
                         {"sales", line.sales},
                         {"refunds", line.refunds},
                         {"turnover", decimal(line.turnover)},
                         {"owed", decimal(line.owed)}});
}

}  // namespace

Json figures_json(const MonthFigures& figures) {
    Json liabilities = Json::array();
    for (const auto& line : figures.liabilities) liabilities.push(liability_json(line));
    Json staff = Json::array();
    for (const auto& line : figures.staff) staff.push(staff_json(line));
    const auto& month = figures.month;
    return Json::object({{"month", month.name},
                         {"from", to_text(month.period.from)},
                         {"to", to_text(month.period.to)},
                         {"utc_offset", std::int64_t{month.utc_offset.count()}},
                         {"company", month.names.company},
                         {"currency", month.names.currency},
                         {"sales", sums_json(figures.sales)},
                         {"refunds", sums_json(figures.refunds)},
                         {"liabilities", std::move(liabilities)},
                         {"staff", std::move(staff)}});
}

std::string names_text(const BookNames& names) {
    Json cashiers = Json::array();
    for (const auto& [id, cashier] : names.cashiers)
        cashiers.push(Json::object({{"id", id}, {"code", cashier.code}, {"name", cashier.name}}));
    Json branches = Json::array();
    for (const auto& [id, name] : names.branches) branches.push(Json::object({{"id", id}, {"name", name}}));
    return dump(Json::object({{"company", names.company},
                              {"currency", names.currency},
                              {"cashiers", std::move(cashiers)},
                              {"branches", std::move(branches)}}));
}

Result<BookNames> read_names(std::string_view text) {
    constexpr std::size_t longest = 1u << 20;
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const auto json = parse_json(text, {1u << 30, 16, true});
    if (!json) return json.error();
    Problems problems;
    Reader in(*json, "", problems);
    BookNames names{in.text("company", longest), in.text("currency"), {}, {}};
    in.each("cashiers", 1'000'000, [&](Reader one) {
        const auto id = one.integer("id", 1, most);
        auto code = one.maybe_text("code", longest).value_or("");
        names.cashiers[id] = {std::move(code), one.maybe_text("name", longest).value_or("")};
    });
    in.each("branches", 1'000'000, [&](Reader one) {
        const auto id = one.integer("id", 1, most);
        names.branches[id] = one.maybe_text("name", longest).value_or("");
    });
    if (!problems.empty()) return problems.front();
    return names;
}

}  // namespace tillpoints::cloud
