#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/money.hpp"

namespace tillpoints::cloud {

/// What an employee or a branch is to reach in a month; of what is absent nothing is asked.
struct StaffTarget {
    std::string month;       ///< "2026-10"
    bool of_branch = false;  ///< else of an employee
    std::int64_t id = 0;     ///< of the branch or the cashier
    std::optional<Money> turnover{};
    std::optional<Percent> card_share{};
    std::optional<std::int64_t> newcomers{};
    std::optional<std::int64_t> ratings{};
    friend bool operator==(const StaffTarget&, const StaffTarget&) = default;
};

}  // namespace tillpoints::cloud
