#include "cloud/accounting/month_files.hpp"

#include "cloud/accounting/cell_texts.hpp"

namespace tillpoints::cloud {
namespace {

/// Tells a spreadsheet that the file is UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string csv_line(std::initializer_list<std::string> fields) {
    std::string line;
    for (const auto& field : fields) line += (line.empty() ? "" : ";") + field;
    return line + "\r\n";
}

std::string operations_head() {
    return std::string(byte_order_mark) +
           "id;moment;kind;refund_of;receipt;branch;cashier_code;cashier;customer;total;cash;"
           "points_redeemed;points_awarded;certificate\r\n";
}

std::string operation_line(const BookedMonth& month, const BookedOperation& operation) {
    const auto when = by_clock(operation.created, month.utc_offset);
    const auto branch = month.names.branches.find(operation.branch);
    const auto cashier = month.names.cashiers.find(operation.cashier);
    const bool has_branch = branch != month.names.branches.end();
    const bool has_cashier = cashier != month.names.cashiers.end();
    const std::int64_t sign = operation.origin ? -1 : 1;
    return csv_line(
        {std::to_string(operation.id.value), when.date + " " + when.time,
         operation.origin ? "refund" : "sale",
         operation.origin ? std::to_string(operation.origin->value) : "",
         operation.number ? csv_text(*operation.number) : "", has_branch ? csv_text(branch->second) : "",
         has_cashier ? csv_text(cashier->second.code) : "", has_cashier ? csv_text(cashier->second.name) : "",
         std::to_string(operation.customer.value), csv_amount(operation.total * sign),
         csv_amount(operation.cash * sign), csv_amount(operation.redeemed * sign),
         csv_amount(operation.awarded * sign), csv_amount(operation.certificate * sign)});
}

std::string liability_line(std::string_view name, const Liability& line) {
    std::string out = std::string(name) + ";" + csv_amount(line.opening);
    for (const auto points : line.moved) out += ";" + csv_amount(points);
    return out + ";" + csv_amount(line.closing()) + "\r\n";
}

std::string liabilities_csv(const MonthFigures& figures) {
    std::string out = std::string(byte_order_mark) + "account;opening";
    for (std::size_t at = 0; at < points_movements; ++at)
        out += ";" + std::string(word_of(static_cast<PointsMovement>(at)));
    out += ";closing\r\n";
    Liability all;
    for (const auto& line : figures.liabilities) {
        out += liability_line(word_of(line.account), line);
        all.opening += line.opening;
        for (std::size_t at = 0; at < points_movements; ++at) all.moved[at] += line.moved[at];
    }
    return out + liability_line("all", all);
}

std::string staff_csv(const MonthFigures& figures) {
    std::string out =
        std::string(byte_order_mark) + "cashier_code;cashier;sales;refunds;turnover;award_owed\r\n";
    for (const auto& line : figures.staff)
        out += csv_line({csv_text(line.name.code), csv_text(line.name.name), std::to_string(line.sales),
                         std::to_string(line.refunds), csv_amount(line.turnover), csv_amount(line.owed)});
    return out;
}

}  // namespace

std::string_view word_of(MonthFile file) {
    static constexpr std::array<std::string_view, 4> words{"operations", "liabilities", "staff",
                                                           "commerceml"};
    return words[static_cast<std::size_t>(file)];
}

std::optional<MonthFile> month_file_of(std::string_view word) {
    for (const auto file : all_month_files)
        if (word_of(file) == word) return file;
    return {};
}

std::string file_name_of(MonthFile file, const std::string& month, bool closed) {
    return std::string(word_of(file)) + "-" + month + (closed ? "" : "-not-closed") +
           (file == MonthFile::commerceml ? ".xml" : ".csv");
}

std::string_view content_type_of(MonthFile file) {
    return file == MonthFile::commerceml ? "application/xml; charset=utf-8" : "text/csv; charset=utf-8";
}

bool lists_operations(MonthFile file) {
    return file == MonthFile::operations || file == MonthFile::commerceml;
}

std::string beginning_of(MonthFile file, const MonthFigures& figures) {
    switch (file) {
        case MonthFile::operations:
            return operations_head();
        case MonthFile::liabilities:
            return liabilities_csv(figures);
        case MonthFile::staff:
            return staff_csv(figures);
        case MonthFile::commerceml:
            break;
    }
    return commerceml_beginning(figures.month);
}

std::string entry_of(MonthFile file, const BookedMonth& month, const BookedOperation& operation) {
    return file == MonthFile::operations ? operation_line(month, operation)
                                         : commerceml_document(month, operation);
}

std::string end_of(MonthFile file, const MonthFigures& figures) {
    return file == MonthFile::commerceml ? commerceml_end(figures) : "";
}

}  // namespace tillpoints::cloud
