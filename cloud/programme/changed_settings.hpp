#pragma once
#include <string>
#include <vector>

#include "protocol/json.hpp"

namespace tillpoints::cloud {

/// A setting that differs between two programmes; null where one has none.
struct ChangedSetting {
    std::string path;  ///< "tiers[1].rate"
    Json before;
    Json after;
    friend bool operator==(const ChangedSetting&, const ChangedSetting&) = default;
};

/// In the order of the settings of `after`. Both as `to_json` writes a programme.
std::vector<ChangedSetting> changed_settings(const Json& before, const Json& after);

}  // namespace tillpoints::cloud
