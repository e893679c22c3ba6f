#include "cloud/console/report_calls.hpp"

#include <algorithm>

#include "cloud/api/participant_ids.hpp"
#include "cloud/console/target_calls.hpp"
#include "cloud/report/show.hpp"

namespace tillpoints::cloud {
namespace {

namespace chrono = std::chrono;

constexpr int rows_on_a_page = 50;

chrono::year_month month_of(Timestamp moment) {
    const chrono::year_month_day day{chrono::floor<chrono::days>(moment)};
    return day.year() / day.month();
}

Timestamp begin_of(chrono::year_month month) {
    return chrono::sys_days(month / 1);
}

Period period_of(chrono::year_month month) {
    return {begin_of(month), begin_of(month + chrono::months(1))};
}

/// The months from the first operation to now, the newest first.
std::vector<chrono::year_month> months_of(ConsoleCall& call) {
    const auto last = month_of(call.context.now);
    auto first = last;
    if (const auto operation = call.context.db.console.first_operation())
        first = std::min(last, month_of(*operation));
    std::vector<chrono::year_month> out;
    for (auto month = last; month >= first; month -= chrono::months(1)) out.push_back(month);
    return out;
}

Period period_in(ConsoleCall& call, const std::optional<chrono::year_month>& month) {
    return month ? period_of(*month) : Period{Timestamp(), call.context.now + chrono::milliseconds(1)};
}

Json report_of_period(ConsoleCall& call, const Period& period) {
    const auto& programme = call.context.programme;
    return report_json(report_of(call.context.db.report.rows(period)), {programme.name, programme.currency});
}

Json month_names(ConsoleCall& call) {
    Json out = Json::array();
    for (const auto month : months_of(call)) out.push(name_of_month(month));
    return out;
}

Json month_json(const std::optional<chrono::year_month>& month) {
    return month ? Json(name_of_month(*month)) : Json();
}

/// Whose figures the caller may see; a cashier by id.
bool sees_cashier(ConsoleCall& call, const CashierRecord& cashier) {
    const auto& person = call.caller.person;
    if (person.role == Role::employee) return person.cashier && person.cashier->id == cashier.id;
    return sees_branch(call, cashier.branch);
}

}  // namespace

std::string name_of_month(chrono::year_month month) {
    return to_text(begin_of(month)).substr(0, 7);
}

std::optional<chrono::year_month> month_in(Reader& in) {
    const auto text = in.maybe_text("month", 7);
    if (!text) return {};
    const auto begin = text->size() == 7 ? parse_timestamp(*text + "-01T00:00:00Z") : std::nullopt;
    if (begin) return month_of(*begin);
    in.fail("month", Errc::invalid_value, "a month such as 2026-01");
    return {};
}

HttpAnswer show_month(ConsoleCall& call, Reader in) {
    const auto month = month_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    Json before;
    if (month) before = report_of_period(call, period_of(*month - chrono::months(1)));
    return console_answer(200, Json::object({{"months", month_names(call)},
                                             {"month", month_json(month)},
                                             {"report", report_of_period(call, period_in(call, month))},
                                             {"before", std::move(before)}}));
}

HttpAnswer show_behind(ConsoleCall& call, Reader in) {
    const auto month = month_in(in);
    const auto line = in.text("line", 32);
    const auto offset = static_cast<std::size_t>(whole_in(in, "offset").value_or(0));
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto found = purchases_behind(call.context.db.report.rows(period_in(call, month)), line);
    if (!found)
        return console_refusal({Problem{Errc::not_found, "line", "a line that counts purchases", {}}});
    Json rows = Json::array();
    for (auto at = offset; at < std::min(found->size(), offset + rows_on_a_page); ++at)
        if (const auto record = call.context.db.operations.find((*found)[at]))
            rows.push(operation_json(*record));
    return console_answer(200, Json::object({{"total", found->size()}, {"operations", std::move(rows)}}));
}

HttpAnswer show_staff(ConsoleCall& call, Reader in) {
    const auto month = month_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto report = report_of_period(call, period_in(call, month));
    const auto cashiers = call.context.db.staff.cashiers();
    Json rows = Json::array();
    for (const auto& line : *report.find("staff")->items()) {
        const auto& id = line.find("cashier")->number()->digits;
        const auto cashier = std::find_if(cashiers.begin(), cashiers.end(),
                                          [&](const auto& one) { return std::to_string(one.id) == id; });
        // What nobody is known to have sold belongs to no branch.
        if (cashier == cashiers.end() ? own_branch(call).has_value() : !sees_cashier(call, *cashier))
            continue;
        auto row = line;
        row.set("months", Json::array());
        row.set("branch", cashier == cashiers.end() ? Json() : named_json(cashier->branch));
        rows.push(std::move(row));
    }
    return console_answer(
        200, Json::object({{"months", month_names(call)},
                           {"month", month_json(month)},
                           {"staff", std::move(rows)},
                           {"targets", month ? targets_json(call, name_of_month(*month)) : Json::array()}}));
}

HttpAnswer show_ratings(ConsoleCall& call, Reader in) {
    const auto offset = whole_in(in, "offset").value_or(0);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    Json rows = Json::array();
    for (const auto& rating : db.console.ratings(own_branch(call), rows_on_a_page, offset)) {
        const auto operation = db.operations.find(rating.operation);
        rows.push(Json::object({{"created", to_text(rating.created)},
                                {"stars", rating.stars},
                                {"comment", rating.comment ? Json(*rating.comment) : Json()},
                                {"operation", operation ? operation_json(*operation) : Json()}}));
    }
    return console_answer(200, Json::object({{"ratings", std::move(rows)}}));
}

}  // namespace tillpoints::cloud
