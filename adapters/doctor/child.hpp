#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace tillpoints::doctor {

struct Ended {
    int status = -1;   ///< the exit status; -1: it could not be started, was killed or took too long
    std::string text;  ///< what it printed, at most 64 KiB
};

/// Runs a program without a shell and input, and ends it when its time is over.
Ended run_program(const std::vector<std::string>& words, std::chrono::milliseconds patience);

}  // namespace tillpoints::doctor
