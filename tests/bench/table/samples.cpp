#include "samples.hpp"

#include <algorithm>
#include <stdexcept>

namespace tillpoints::bench {

double quantile(std::vector<double> values, double share) {
    if (values.empty()) throw std::runtime_error("nothing was measured");
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

double Samples::milliseconds(const char* list, double share) const {
    std::vector<double> all;
    for (const auto& block : blocks_)
        for (const double each : block.at(list)) all.push_back(each / 1000);
    return quantile(std::move(all), share);
}

double Samples::average(const char* name) const {
    std::vector<double> all;
    for (const auto& block : blocks_) all.push_back(block.at(name));
    return quantile(std::move(all), 0.5);
}

std::vector<Samples> in_turns(const std::vector<DriverProcess*>& drivers, const std::string& kind, int rounds,
                              int count) {
    static constexpr int warm_up = 5;
    std::vector<Samples> samples(drivers.size());
    for (auto* driver : drivers) driver->block(kind, warm_up);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < drivers.size(); ++i) samples[i].add(drivers[i]->block(kind, count));
    return samples;
}

}  // namespace tillpoints::bench
