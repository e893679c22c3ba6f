#include "cloud/console/report_calls.hpp"

#include <algorithm>

#include "cloud/api/participant_ids.hpp"
#include "cloud/api/purchase_rules.hpp"
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

/// The `branch` of the query, by number; nothing for the whole company.
std::optional<std::int64_t> branch_in(ConsoleCall& call, Reader& in) {
    const auto branch = whole_in(in, "branch");
    if (!branch) return {};
    for (const auto& known : call.context.db.staff.branches())
        if (known.id == *branch) return branch;
    in.fail("branch", Errc::not_found, "a branch");
    return {};
}

/// What belongs to no single branch is not told of one: customers join the company, and points are good
/// everywhere.
void leave_out_company(Json& report) {
    const auto clear = [&](const char* group, std::initializer_list<const char*> lines) {
        auto cleared = *report.find(group);
        for (const auto* line : lines) cleared.set(line, Json());
        report.set(group, std::move(cleared));
    };
    clear("customers", {"contacts", "imported", "members", "member_share", "buyer_share"});
    clear("referral", {"newcomers", "bought", "depth", "by_generation"});
    clear("points", {"expired", "outstanding", "waiting"});
    clear("certificates", {"issued", "used"});
    clear("win_back", {"given", "points"});
    Json revenue = Json::array();
    for (auto bucket : *report.find("revenue")->items()) {
        bucket.set("joined", Json());
        revenue.push(std::move(bucket));
    }
    report.set("revenue", std::move(revenue));
    report.set("views", Json::object({{"all", Json()}, {"openings", Json()}, {"by_page", Json()}}));
    report.set("total_benefit", Json());
    report.set("total_benefit_less_points", Json());
}

Json report_of_period(ConsoleCall& call, const Period& period, std::optional<std::int64_t> branch = {}) {
    const auto& programme = call.context.programme;
    const auto report = report_of(call.context.db.report.rows(period, branch));
    auto out = report_json(report, {programme.name, programme.currency});
    if (branch) leave_out_company(out);
    return out;
}

/// How many members are in each tier now, the lowest first.
Json tiers_json(ConsoleCall& call) {
    const auto& tiers = call.context.programme.tiers;
    std::vector<std::int64_t> members(tiers.size());
    call.context.db.report.each_member([&](Money spent, std::int64_t invited) {
        CustomerTotals totals;
        totals.cash_spent = spent;
        totals.effective_invited = invited;
        ++members[static_cast<std::size_t>(&tier_of(call.context, totals) - tiers.data())];
    });
    Json out = Json::array();
    for (std::size_t at = 0; at < tiers.size(); ++at)
        out.push(Json::object({{"name", tiers[at].name}, {"members", members[at]}}));
    return out;
}

/// How often the card was looked at in each quarter until now.
Json quarters_json(ConsoleCall& call) {
    Json out = Json::array();
    for (const auto& [quarter, views] : views_by_quarter(call.context.db.views.of(period_in(call, {}))))
        out.push(Json::object({{"quarter", quarter}, {"views", views}}));
    return out;
}

Json branches_json(ConsoleCall& call) {
    Json out = Json::array();
    for (const auto& branch : call.context.db.staff.branches()) out.push(named_json(branch));
    return out;
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

std::optional<Json> month_report(ConsoleCall& call, Reader& in) {
    const auto month = month_in(in);
    const auto branch = branch_in(call, in);
    if (!in.problems().empty()) return {};
    Json before;
    if (month) before = report_of_period(call, period_of(*month - chrono::months(1)), branch);
    return Json::object({{"months", month_names(call)},
                         {"month", month_json(month)},
                         {"branches", branches_json(call)},
                         {"branch", branch ? Json(*branch) : Json()},
                         {"tiers", branch ? Json() : tiers_json(call)},
                         {"quarters", branch ? Json() : quarters_json(call)},
                         {"report", report_of_period(call, period_in(call, month), branch)},
                         {"before", std::move(before)}});
}

HttpAnswer show_month(ConsoleCall& call, Reader in) {
    const auto report = month_report(call, in);
    return report ? console_answer(200, *report) : console_refusal(in.problems());
}

HttpAnswer show_behind(ConsoleCall& call, Reader in) {
    const auto month = month_in(in);
    const auto branch = branch_in(call, in);
    const auto line = in.text("line", 32);
    const auto offset = static_cast<std::size_t>(whole_in(in, "offset").value_or(0));
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto found = purchases_behind(call.context.db.report.rows(period_in(call, month), branch), line);
    if (!found)
        return console_refusal({Problem{Errc::not_found, "line", "a line that counts purchases", {}}});
    Json rows = Json::array();
    for (auto at = offset; at < std::min(found->size(), offset + rows_on_a_page); ++at)
        if (const auto record = call.context.db.operations.find((*found)[at]))
            rows.push(operation_json(*record));
    return console_answer(200, Json::object({{"total", found->size()}, {"operations", std::move(rows)}}));
}

std::optional<Json> month_staff(ConsoleCall& call, Reader& in) {
    const auto month = month_in(in);
    if (!in.problems().empty()) return {};
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
    return Json::object({{"months", month_names(call)},
                         {"month", month_json(month)},
                         {"staff", std::move(rows)},
                         {"targets", month ? targets_json(call, name_of_month(*month)) : Json::array()}});
}

HttpAnswer show_staff(ConsoleCall& call, Reader in) {
    const auto staff = month_staff(call, in);
    return staff ? console_answer(200, *staff) : console_refusal(in.problems());
}

}  // namespace tillpoints::cloud
