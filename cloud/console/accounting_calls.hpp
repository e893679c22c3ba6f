#pragma once
#include "cloud/console/console_call.hpp"

/// Months as accountants take them.
namespace tillpoints::cloud {

/// `{month?}`: the figures of a month (absent: of the next one to close), whether it may be closed, and every
/// close so far.
HttpAnswer show_accounting(ConsoleCall& call, Reader in);
/// `{month, kind}`: a file of the month, written to disk first and sent from there.
Reply accounting_file(ConsoleWork& work, Reader in);
/// `{month}`: closes it.
Reply close_accounting(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
