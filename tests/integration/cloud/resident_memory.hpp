#pragma once
#include <sys/types.h>

#include <fstream>
#include <string>

namespace tillpoints::cloud::test {

/// What a process has in memory now.
inline long resident_kilobytes(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            long size = 0;
            status >> size;
            return size;
        }
    return -1;
}

}  // namespace tillpoints::cloud::test
