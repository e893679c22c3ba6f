#pragma once
#include "cloud/console/console_call.hpp"

/// The owner's report month by month, what is behind its lines, and the figures of employees.
namespace tillpoints::cloud {

/// `{month?, branch?}`: the report of a month (absent: of all time) beside that of the month before. Of a
/// branch it tells what was sold there; what belongs to the whole company is null.
HttpAnswer show_month(ConsoleCall& call, Reader in);
/// The same as a document; nothing, with a problem, if the query is wrong.
std::optional<Json> month_report(ConsoleCall& call, Reader& in);
/// `{month?, branch?, line, offset?}`: the purchases that a line counts.
HttpAnswer show_behind(ConsoleCall& call, Reader in);
/// `{month?}`: a manager sees the own branch, an employee own figures; with the targets of the month.
HttpAnswer show_staff(ConsoleCall& call, Reader in);
std::optional<Json> month_staff(ConsoleCall& call, Reader& in);

/// The `month` of a query or body ("2026-01"); nothing without it.
std::optional<std::chrono::year_month> month_in(Reader& in);
std::string name_of_month(std::chrono::year_month month);

}  // namespace tillpoints::cloud
