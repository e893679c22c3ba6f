#pragma once
#include <catch2/catch.hpp>
#include <string>

namespace tillpoints::bench {

/// A figure may rise by 5 % above the recorded one; more needs a change of the record, with its reason.
inline void compare(const std::string& kind, const std::string& what, double counted, double recorded) {
    const auto figure = '"' + what + "\" of \"" + kind + "\" in tests/bench/counts/counts.json";
    INFO(figure
         << " is " << recorded << ", and " << counted
         << " were counted. If so many are needed now, change the figure in the same commit and give the "
            "reason in its message.");
    CHECK(counted <= recorded * 1.05);
    if (counted < recorded * 0.95)
        WARN(figure << " is " << recorded << ", but only " << counted
                    << " were counted. Lower it, so that the next rise is noticed.");
}

}  // namespace tillpoints::bench
