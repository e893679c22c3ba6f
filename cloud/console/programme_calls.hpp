#pragma once
#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// The rules of the programme, by the names of its file; what is absent there is null here.
HttpAnswer show_programme(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
