#pragma once
#include "cloud/console/console_call.hpp"

/// The owner's report month by month, what is behind its lines, and the figures of employees.
namespace tillpoints::cloud {

/// `{month?}`: the report of a month (absent: of all time) beside that of the month before.
HttpAnswer show_month(ConsoleCall& call, Reader in);
/// `{month?, line, offset?}`: the purchases that a line counts.
HttpAnswer show_behind(ConsoleCall& call, Reader in);
/// `{month?}`: a manager sees the own branch, an employee own figures.
HttpAnswer show_staff(ConsoleCall& call, Reader in);
/// `{offset?}`: ratings, the lowest first.
HttpAnswer show_ratings(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
