#include "cloud/console/sheet_calls.hpp"

#include "cloud/console/customer_calls.hpp"
#include "cloud/console/report_calls.hpp"
#include "cloud/console/sheet_layout.hpp"
#include "http/page_origin.hpp"
#include "http/spooled_file.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int customers_at_once = 500;
constexpr auto xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

using Spool = std::shared_ptr<SpooledFile>;

SheetTake into(const Spool& spool) {
    return [spool](std::string_view bytes) { spool->add(bytes); };
}

Reply file_reply(const Spool& spool, const std::string& name, const char* type) {
    Reply reply(HttpAnswer{
        200, {{"Content-Type", type}, {"Content-Disposition", "attachment; filename=\"" + name + "\""}}, {}});
    protect_answer(reply.answer);
    reply.transmission = sent_from(spool);
    return reply;
}

/// What a call that only reads answers, in a transaction of its own.
std::optional<Json> read_for_sheet(ConsoleWork& work, Reader& in,
                                   std::optional<Json> (*read)(ConsoleCall& call, Reader& in)) {
    std::optional<Json> answer;
    const auto before = in.problems();
    work.service.read_much([&](RequestContext& context) {
        in.problems() = before;
        const FreshPassword none;
        ConsoleCall call{context, work.caller, work.moment, none, work.rules};
        answer = read(call, in);
    });
    return answer;
}

std::string name_of_sheet(const char* what, const Json& answer) {
    const auto* month = answer.find("month")->string();
    return std::string(what) + "-" + (month ? *month : "all") + ".xlsx";
}

std::vector<std::string> head_of_columns(const std::vector<SheetColumn>& columns) {
    std::vector<std::string> out;
    for (const auto& column : columns) out.push_back(column.name);
    return out;
}

SheetRow row_of(const std::vector<SheetColumn>& columns, const Json& values) {
    SheetRow row;
    for (const auto& column : columns) row.push_back(sheet_cell_at(values, column.place));
    return row;
}

/// Writes everybody, a slice at a time, so that no transaction is long. False if the format holds no more
/// rows.
bool write_customers(ConsoleWork& work, const std::vector<SheetColumn>& columns, SheetFile& file) {
    ParticipantId after{0};
    for (bool more = true; more;) {
        std::vector<Json> slice;
        auto last = after;
        work.service.read([&](RequestContext& context) {
            slice.clear();
            last = after;
            const FreshPassword none;
            ConsoleCall call{context, work.caller, work.moment, none, work.rules};
            for (const auto& record : context.db.customers.page({customers_at_once, 0, after})) {
                last = record.id;
                if (!is_erased(record)) slice.push_back(customer_line(call, record));
            }
        });
        more = last != after;
        after = last;
        for (const auto& one : slice)
            if (!file.add(row_of(columns, one))) return false;
    }
    return true;
}

}  // namespace

Reply report_file(ConsoleWork& work, Reader in) {
    const auto title = in.text("title", 200);
    const auto head = in.texts("head", 40);
    const auto rows = sheet_rows_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto answer = read_for_sheet(work, in, month_report);
    if (!answer) return console_refusal(in.problems());
    const auto spool = std::make_shared<SpooledFile>(work.rules.spool);
    const auto file = open_workbook(work.rules.spool, title, head, into(spool));
    for (const auto& laid : rows) {
        SheetRow row;
        for (const auto& cell : laid) {
            const auto* text = std::get_if<std::string>(&cell);
            row.push_back(text ? SheetCell(*text) : sheet_cell_at(*answer, std::get<SheetPlace>(cell)));
        }
        file->add(row);
    }
    file->finish();
    return file_reply(spool, name_of_sheet("report", *answer), xlsx_type);
}

Reply staff_file(ConsoleWork& work, Reader in) {
    const auto title = in.text("title", 200);
    const auto unknown = in.maybe_text("unknown", 200);
    const auto columns = sheet_columns_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto answer = read_for_sheet(work, in, month_staff);
    if (!answer) return console_refusal(in.problems());
    const auto spool = std::make_shared<SpooledFile>(work.rules.spool);
    const auto file = open_workbook(work.rules.spool, title, head_of_columns(columns), into(spool));
    for (auto line : *answer->find("staff")->items()) {
        for (const auto& target : *answer->find("targets")->items())
            if (const auto* cashier = target.find("cashier"); cashier && *cashier == *line.find("cashier"))
                line.set("target", target);
        // Receipts of nobody known have no name of their own.
        if (unknown && line.find("cashier")->number()->digits == "0") line.set("name", *unknown);
        file->add(row_of(columns, line));
    }
    file->finish();
    return file_reply(spool, name_of_sheet("staff", *answer), xlsx_type);
}

Reply customers_file(ConsoleWork& work, Reader in) {
    const auto title = in.text("title", 200);
    const auto columns = sheet_columns_in(in);
    const bool workbook = in.one_of("format", {"xlsx", "csv"}) == 0;
    const bool comma = in.flag("comma", false);
    if (!in.problems().empty()) return console_refusal(in.problems());
    work.service.storage().transact([&](Transaction& db) {
        db.people.log({0, work.moment, work.caller.person.id, "customers_listed", "customers", ""});
    });
    const auto spool = std::make_shared<SpooledFile>(work.rules.spool);
    const auto head = head_of_columns(columns);
    const auto file = workbook ? open_workbook(work.rules.spool, title, head, into(spool))
                               : open_csv(head, comma, into(spool));
    if (!write_customers(work, columns, *file))
        return console_refusal(409, "too_many_rows",
                               "A workbook holds no more than 1 048 575 customers. Take CSV.");
    file->finish();
    if (workbook) return file_reply(spool, "customers.xlsx", xlsx_type);
    return file_reply(spool, "customers.csv", "text/csv; charset=utf-8");
}

}  // namespace tillpoints::cloud
