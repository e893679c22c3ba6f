#include "usage.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace tillpoints::bench {
namespace {

double microseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

}  // namespace

Usage usage() {
    rusage process{};
    rusage thread{};
    getrusage(RUSAGE_SELF, &process);
    getrusage(RUSAGE_THREAD, &thread);
    return {microseconds(process.ru_utime) + microseconds(process.ru_stime),
            static_cast<double>(process.ru_nvcsw), static_cast<double>(thread.ru_nvcsw)};
}

double resident_kb() {
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    file >> pages >> pages;
    return static_cast<double>(pages * (sysconf(_SC_PAGESIZE) / 1024));
}

}  // namespace tillpoints::bench
