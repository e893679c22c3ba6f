#include "cloud/console/accounting_calls.hpp"

#include "cloud/api/running_digest.hpp"
#include "cloud/closing/close_month.hpp"
#include "http/page_origin.hpp"
#include "http/spooled_file.hpp"

namespace tillpoints::cloud {
namespace {

CompanyNow company_of(const Programme& programme, const ConsoleRules& rules, Timestamp now) {
    return {programme.name, programme.currency, rules.messages.quiet.utc_offset, now};
}

CompanyNow company_of(ConsoleWork& work) {
    CompanyNow company;
    work.service.read(
        [&](RequestContext& context) { company = company_of(context.programme, work.rules, context.now); });
    return company;
}

/// The `month` of a query or body; nothing without one.
std::optional<std::chrono::year_month> accounting_month_in(Reader& in) {
    const auto text = in.maybe_text("month", 7);
    const auto month = text ? parse_accounting_month(*text) : std::nullopt;
    if (text && !month) in.fail("month", Errc::invalid_value, "a month such as 2026-10");
    return month;
}

std::optional<std::chrono::year_month> required_month(Reader& in) {
    const auto month = accounting_month_in(in);
    if (!month && in.problems().empty()) in.fail("month", Errc::missing_field, "a month such as 2026-10");
    return month;
}

HttpAnswer no_such_month() {
    return console_refusal({Problem{Errc::not_found, "month", "a month of the books", {}}});
}

Json close_json(ConsoleCall& call, const AccountingClose& close) {
    const auto person = close.person ? call.context.db.people.find(*close.person) : std::nullopt;
    auto files = parse_json(close.files);
    return Json::object({{"month", close.month},
                         {"closed", to_text(close.closed)},
                         {"by", person ? Json(person->name) : Json()},
                         {"digest", close.digest},
                         {"files", files ? std::move(*files) : Json()}});
}

/// Those of a closed month are shown as they were closed.
Json shown_figures(ConsoleCall& call, const MonthInBooks& found) {
    if (found.close)
        if (auto kept = parse_json(found.close->figures)) return std::move(*kept);
    return figures_json(count_month(call.context.db, found));
}

Reply reply_with(const std::shared_ptr<SpooledFile>& spool, MonthFile file, const MonthInBooks& found) {
    const auto name = file_name_of(file, found.month.name, found.close.has_value());
    Reply reply(HttpAnswer{200,
                           {{"Content-Type", std::string(content_type_of(file))},
                            {"Content-Disposition", "attachment; filename=\"" + name + "\""}},
                           {}});
    protect_answer(reply.answer);
    reply.transmission = sent_from(spool);
    return reply;
}

}  // namespace

HttpAnswer show_accounting(ConsoleCall& call, Reader in) {
    const auto asked = accounting_month_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    const auto company = company_of(call.context.programme, call.rules, call.context.now);
    Json months = Json::array();
    const auto all = months_in_books(db, company);
    for (const auto month : all) months.push(accounting_month_name(month));
    Json closes = Json::array();
    for (const auto& close : db.accounting.closes()) closes.push(close_json(call, close));
    auto month = asked ? asked : next_month_to_close(db, company);
    if (!asked && month && !all.empty() && *month > all.front()) month = all.front();
    const auto found = month ? find_month(db, *month, company) : std::nullopt;
    if (asked && !found) return no_such_month();
    return console_answer(200, Json::object({{"months", std::move(months)},
                                             {"month", found ? Json(found->month.name) : Json()},
                                             {"state", found ? Json(word_of(found->state)) : Json()},
                                             {"figures", found ? shown_figures(call, *found) : Json()},
                                             {"closes", std::move(closes)}}));
}

Reply accounting_file(ConsoleWork& work, Reader in) {
    const auto month = required_month(in);
    const auto file = month_file_of(in.text("kind", 16));
    if (!file && in.problems().empty())
        in.fail("kind", Errc::invalid_value, "operations, liabilities, staff or commerceml");
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto company = company_of(work);
    std::optional<MonthInBooks> found;
    MonthFigures figures;
    work.service.storage().read_much([&](Transaction& db) {
        found = find_month(db, *month, company);
        if (found) figures = count_month(db, *found);
    });
    if (!found) return no_such_month();
    const auto spool = std::make_shared<SpooledFile>(work.rules.spool);
    RunningDigest digest;
    write_month_file(work.service.storage(), *file, figures, [&](std::string_view part) {
        spool->add(part);
        digest.add(part);
    });
    if (found->close && digest.hex() != closed_digest(*found->close, *file))
        return console_refusal(409, "closed_month_changed",
                               "The file would not be the one that was closed. Run the audit.");
    return reply_with(spool, *file, *found);
}

Reply close_accounting(ConsoleWork& work, Reader in) {
    const auto month = required_month(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto close =
        close_month(work.service.storage(), *month, company_of(work), {work.caller.person.id, work.moment});
    if (close) return console_answer(200, Json::object({{"month", close->month}, {"digest", close->digest}}));
    switch (close.error().code) {
        case Errc::duplicate:
            return console_refusal(409, "closed_already", "The month is closed already.");
        case Errc::out_of_order:
            return console_refusal(409, "not_to_close_yet",
                                   "The month is not over, or one before it is not closed.");
        case Errc::does_not_add_up:
            return console_refusal(409, "books_do_not_add_up", "The books do not add up. Run the audit.");
        default:
            return console_refusal({close.error()});
    }
}

}  // namespace tillpoints::cloud
