#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::conform {

/// A rule that a host can break.
struct Rule {
    std::string_view name;
    std::string_view says;
    std::string_view place;  ///< where it is written
};

/// All rules, in the order of the documents.
std::span<const Rule> rules();

/// The rule of this name, which must exist.
const Rule& rule(std::string_view name);

/// A rule that was broken, and by what.
struct Finding {
    std::string_view rule;
    std::string where;  ///< "entry 12, receipt_closed of r-1"
    std::string what;
};

using Findings = std::vector<Finding>;

}  // namespace tillpoints::conform
