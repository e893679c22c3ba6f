#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/simulation/register_day.hpp"

namespace tillpoints::simulation {

/// What the books say at the end of a day.
struct Verdict {
    std::vector<std::string> violations;
    std::map<std::string, std::int64_t> parked;  ///< by reason
    std::int64_t entries = 0;
    std::int64_t waiting = 0;                   ///< standing on a parked one
    std::map<std::string, std::int64_t> ended;  ///< entries by their last state
};

/// Double entry between the terminals' journals, the registers' fiscal storage and the cloud's books.
Verdict audit(Shop& shop, const DayRecord& day);

}  // namespace tillpoints::simulation
