#include "callgrind.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "driver_process.hpp"

namespace tillpoints::bench {
namespace {

double total(const Counted& counted, int plays) {
    std::vector<std::string> command{"valgrind", "--quiet", "--tool=callgrind",
                                     "--callgrind-out-file=" + counted.out};
    command.insert(command.end(), counted.driver.begin(), counted.driver.end());
    if (!counted.data.empty()) std::filesystem::remove_all(counted.data);
    { DriverProcess(command, counted.environment).block(counted.kind, plays); }
    std::ifstream file(counted.out);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string word;
        double count = 0;
        if (words >> word >> count && word == "totals:") return count;
    }
    throw std::runtime_error("callgrind counted nothing");
}

}  // namespace

double instructions_of(const Counted& counted) {
    static constexpr int few = 10;
    static constexpr int many = 110;
    const double start = total(counted, few);
    return (total(counted, many) - start) / (many - few);
}

}  // namespace tillpoints::bench
