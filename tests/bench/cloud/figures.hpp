#pragma once
#include <cstdlib>
#include <fstream>
#include <string>

namespace tillpoints::bench {

/// Adds a line "NAME<tab>VALUE" to the file that TILLPOINTS_BENCH_FIGURES names, from which the table reads
/// it. Does nothing without one.
inline void record_figure(const std::string& name, double value) {
    if (const char* path = std::getenv("TILLPOINTS_BENCH_FIGURES"))
        std::ofstream(path, std::ios::app) << name << '\t' << value << '\n';
}

}  // namespace tillpoints::bench
