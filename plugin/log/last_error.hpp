#pragma once
#include <optional>
#include <string>

namespace tillpoints {

/// The newest line of level "error" in a log file; nothing if its last 64 KiB have none or it cannot be read.
std::optional<std::string> last_error_in(const std::string& log_file);

}  // namespace tillpoints
