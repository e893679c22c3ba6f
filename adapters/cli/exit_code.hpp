#pragma once

namespace tillpoints::cli {

/// The exit codes, as `--help` documents them.
enum ExitCode : int {
    exit_ok = 0,
    exit_problem = 1,      ///< something is parked, not in the journal, refused, or cannot be used
    exit_bad_input = 2,    ///< wrong arguments, configuration or request
    exit_no_plugin = 3,    ///< the library could not be loaded or is too old for the command
    exit_waiting = 4,      ///< a command about an entry is stored and not carried out yet
    exit_rolled_back = 5,  ///< an update made things worse and was taken back
    exit_stuck = 6,        ///< it made things worse and could not be taken back
};

}  // namespace tillpoints::cli
