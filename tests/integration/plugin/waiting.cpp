#include "waiting.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace tillpoints::test {

std::chrono::microseconds Waiting::percentile(int percent) const {
    auto sorted = times_;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return sorted.at(std::max<std::size_t>(rank, 1) - 1);
}

std::string Waiting::summary(const std::string& what) const {
    char text[128];
    const auto ms = [](std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1000; };
    std::snprintf(text, sizeof text, "%zu %s: p50 %.2f ms, p99 %.2f ms", times_.size(), what.c_str(),
                  ms(percentile(50)), ms(percentile(99)));
    return text;
}

Waiting measure_syncs(const std::string& folder, int count) {
    Waiting syncs;
    const auto path = folder + "/sync-probe";
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    for (int i = 0; i < count; ++i) {
        const auto began = std::chrono::steady_clock::now();
        if (write(file, page.data(), page.size()) < 0 || fdatasync(file) != 0) break;
        syncs.add(
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began));
    }
    close(file);
    unlink(path.c_str());
    return syncs;
}

}  // namespace tillpoints::test
