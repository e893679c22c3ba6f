#include <cstdlib>
#include <iostream>

#include "power_cuts.hpp"

/// tillpoints-power-cuts [CUTS]: at least CUTS power cuts (default 15000) over every step of one scenario.
/// One line of outcome; exit status 1 on any violation.
int main(int count, char** arguments) {
    using namespace tillpoints::testing;
    const std::size_t wanted = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 15'000;
    const auto batches = shop_hours(30);
    const auto boundaries = cut_power_everywhere(batches, 0).boundaries + 1;
    const auto each = (wanted + boundaries - 1) / boundaries;
    const auto result = cut_power_everywhere(batches, each > 2 ? each - 2 : 0);
    std::cout << "power cuts " << result.cuts << ", steps " << result.boundaries << ", batches "
              << batches.size() << ", violations " << result.violations
              << (result.first.empty() ? "" : " (" + result.first + ")") << '\n';
    return result.violations ? 1 : 0;
}
