#pragma once
#include <map>
#include <string>
#include <vector>

namespace tillpoints::bench {

/// What callgrind is asked to count.
struct Counted {
    std::vector<std::string> driver;  ///< a program whose main function is run_driver, and its arguments
    std::map<std::string, std::string> environment = {};
    std::string kind;
    std::string out;        ///< a file for callgrind's report
    std::string data = {};  ///< a folder that is removed before each start of the driver
};

/// How many instructions one play of the kind needs, without those of the driver's start.
double instructions_of(const Counted& counted);

}  // namespace tillpoints::bench
