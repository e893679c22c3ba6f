#pragma once
#include "cloud/console/console_call.hpp"

/// One person's data: all of it as a file, and its end.
namespace tillpoints::cloud {

/// POST /customers/export {"participant"}: every row that any table has of the customer.
Reply export_customer(ConsoleWork& work, Reader in);

/// POST /customers/erase {"participant", "typed", "reason"}: erases who the customer is, as leaving by the
/// card does. `typed` is the number again, as somebody typed it.
HttpAnswer erase_customer(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
