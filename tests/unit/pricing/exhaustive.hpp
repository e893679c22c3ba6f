#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "tests/unit/pricing/receipts.hpp"

/// The plainest possible searcher: every price, every carving, every combination. Shares no code with the
/// solver it judges.
namespace tillpoints::pricing::test {

struct Limits {
    std::int64_t floor = 1;
    std::int64_t step = 1;
};

struct Best {
    std::int64_t sum = 0;
    int splits = 0;
    std::int64_t deviation = 0;  ///< squared, times the square of the eligible sum
    friend bool operator==(const Best&, const Best&) = default;
};

std::int64_t total_of(const std::vector<Sold>& lines);

/// cut -> 0 if one price gives it, 1 if the line has to be carved.
std::map<std::int64_t, int> every_cut(const Sold& line, till::Split split, const Limits& limits);

/// What `every_cut` answers for each line.
using Ways = std::vector<const std::map<std::int64_t, int>*>;

/// The best answer for one redemption: every combination of the first half of the lines beside every one of
/// the second half.
Best search_everything(const std::vector<Sold>& lines, const Ways& ways, std::int64_t asked);

/// What an allocation is worth in the same terms; -1 splits if it breaks a rule.
Best worth_of(const std::vector<Sold>& lines, const Allocation& allocation, std::int64_t asked,
              const Limits& limits);

}  // namespace tillpoints::pricing::test
