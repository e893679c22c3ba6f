#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace tillpoints::cloud::test {

/// A running checked cloud, with both its outputs on one pipe.
struct Started {
    pid_t pid = -1;
    int output = -1;
};
/// Which is run: the checked cloud, or what TILLPOINTS_BENCH_CLOUD names.
std::string program_of_cloud();
Started start_program(const std::vector<std::string>& arguments);

/// Reads up to the end of the first line, or of everything.
std::string read_output(int output, bool first_line);

/// The exit status, or 128 and the signal.
int wait_for(pid_t pid);

/// What a finished program left behind.
struct Finished {
    int status = -1;
    std::string output;  ///< stdout and stderr
};

/// Runs tillpoints-cloud to its end.
Finished run_program(const std::vector<std::string>& arguments);

}  // namespace tillpoints::cloud::test
