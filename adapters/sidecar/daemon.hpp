#pragma once
#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// Serves until SIGTERM or SIGINT; reads the file of the settings again at SIGHUP. Returns the exit status.
int serve(const std::string& config_file, Settings settings);

}  // namespace tillpoints::sidecar
