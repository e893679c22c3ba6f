#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tillpoints::update {

/// The code of a program that was ended because its time was over.
inline constexpr int out_of_time = 124;

struct Ran {
    int code = -1;       ///< the exit code; 127: there is no such program; 128 and more: ended by a signal
    std::string output;  ///< of standard output
    std::string errors;  ///< of standard error
};

using Limit = std::optional<std::chrono::milliseconds>;

/// Runs a program of PATH with an empty standard input, in English and without questions, and waits for its
/// end. `folder`: where it is run; empty: here. `limit`: after it, the program and what it has started are
/// killed. Code -1, with a sentence, where no process can be started.
Ran run_program(const std::vector<std::string>& arguments, const std::string& folder = {}, Limit limit = {});

}  // namespace tillpoints::update
