#pragma once

namespace tillpoints::bench {

/// What this process used since it began.
struct Usage {
    double cpu_us;
    double switches;       ///< voluntary context switches
    double main_switches;  ///< of these, the calling thread's
};

Usage usage();
double resident_kb();

}  // namespace tillpoints::bench
