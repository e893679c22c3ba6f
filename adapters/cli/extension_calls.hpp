#pragma once
#include <functional>
#include <string>

#include "adapters/cli/exit_code.hpp"
#include "adapters/cli/library.hpp"

namespace tillpoints::cli {

using Call = std::function<tillpoints_status(tillpoints_text configuration, Reports& reports)>;

/// Makes one call with the configuration; a call that fails prints why and gives its exit code.
ExitCode ask(const Library& library, const std::string& config_file, Reports& reports, const Call& call);

/// Prints why a call with this configuration failed.
ExitCode explain_failure(const std::string& config_file, tillpoints_status status, const Reports& reports);

}  // namespace tillpoints::cli
