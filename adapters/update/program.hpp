#pragma once
#include <string>
#include <vector>

namespace tillpoints::update {

struct Ran {
    int code = -1;       ///< the exit code; 127: there is no such program; 128 and more: ended by a signal
    std::string output;  ///< of standard output
    std::string errors;  ///< of standard error
};

/// Runs a program of PATH with an empty standard input, in English and without questions, and waits for its
/// end. `folder`: where it is run; empty: here.
Ran run_program(const std::vector<std::string>& arguments, const std::string& folder = {});

}  // namespace tillpoints::update
