#pragma once
#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// Every terminal that reports, with what is wrong with it, and the releases on their way to them.
HttpAnswer show_terminals(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
