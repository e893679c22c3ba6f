#pragma once
#include "cloud/console/console_call.hpp"

/// Tables for spreadsheets, as files. The page sends the words and the layout (sheet_layout.hpp).
namespace tillpoints::cloud {

/// POST /report/file {"month"?, "branch"?, "title", "head", "rows"}: the owner's report as a workbook.
Reply report_file(ConsoleWork& work, Reader in);

/// POST /staff/file {"month"?, "title", "columns"}: employees' figures as a workbook; each sees what the page
/// shows.
Reply staff_file(ConsoleWork& work, Reader in);

/// POST /customers/file {"format", "comma"?, "title", "columns"}: every customer who is not erased, as a
/// workbook
/// (`xlsx`) or `csv`.
Reply customers_file(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
