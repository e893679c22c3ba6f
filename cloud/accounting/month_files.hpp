#pragma once
#include "cloud/accounting/figures.hpp"

/// The files of a month. One that lists operations is written in parts, so that nobody has to hold a month's
/// operations at once: its beginning, each operation in order, its end. Equal input gives equal bytes.
namespace tillpoints::cloud {

enum class MonthFile { operations, liabilities, staff, commerceml };
inline constexpr std::array all_month_files{MonthFile::operations, MonthFile::liabilities, MonthFile::staff,
                                            MonthFile::commerceml};

/// "operations", "liabilities", "staff", "commerceml".
std::string_view word_of(MonthFile file);
std::optional<MonthFile> month_file_of(std::string_view word);
/// "operations-2026-10.csv"; of a month that may still change "operations-2026-10-not-closed.csv".
std::string file_name_of(MonthFile file, const std::string& month, bool closed);
std::string_view content_type_of(MonthFile file);

bool lists_operations(MonthFile file);
std::string beginning_of(MonthFile file, const MonthFigures& figures);
/// `operation.customer` is the number that clients see.
std::string entry_of(MonthFile file, const BookedMonth& month, const BookedOperation& operation);
std::string end_of(MonthFile file, const MonthFigures& figures);

/// The parts of a CommerceML 2 file (commerceml.xsd): a document for each operation, one for what is owed in
/// points, and one for each employee's award.
std::string commerceml_beginning(const BookedMonth& month);
std::string commerceml_document(const BookedMonth& month, const BookedOperation& operation);
std::string commerceml_end(const MonthFigures& figures);

}  // namespace tillpoints::cloud
