#pragma once
#include "cloud/console/console_call.hpp"

/// Lists of contacts that are brought into the cloud, a slice of rows at a time, so that no till waits.
namespace tillpoints::cloud {

/// POST /contacts/check {"rows": [{"line", "name", "phone"}]}: what each row would be. Nothing is changed.
Reply check_contacts(ConsoleWork& work, Reader in);

/// POST /contacts/import with the same body: adds those that are new. The same rows may come again.
Reply import_contacts(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
