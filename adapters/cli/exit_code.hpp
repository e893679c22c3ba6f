#pragma once

namespace tillpoints::cli {

/// The exit codes, as `--help` documents them.
enum ExitCode : int {
    exit_ok = 0,
    exit_problem = 1,    ///< something is parked, not in the journal, refused, or cannot be used
    exit_bad_input = 2,  ///< wrong arguments, configuration or request
    exit_no_plugin = 3,  ///< the library could not be loaded or is too old for the command
    exit_waiting = 4,    ///< a command about an entry is stored and not carried out yet
};

}  // namespace tillpoints::cli
