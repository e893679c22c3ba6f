#pragma once

namespace tillpoints::sidecar {

/// The exit statuses of tillpointsd; `--help` lists them.
enum ExitCode : int {
    exit_ok = 0,
    exit_wrong_configuration = 1,
    exit_usage = 2,
    exit_library = 3,      ///< libtillpoints.so does not load or is of another interface version
    exit_unavailable = 4,  ///< a socket, file or folder cannot be used
};

}  // namespace tillpoints::sidecar
