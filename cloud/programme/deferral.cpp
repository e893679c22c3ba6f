#include "cloud/programme/deferral.hpp"

namespace tillpoints::cloud {

std::optional<Timestamp> award_due(const Programme& programme, Timestamp bought) {
    if (programme.deferral.count() == 0) return {};
    return std::chrono::ceil<std::chrono::hours>(bought + programme.deferral);
}

}  // namespace tillpoints::cloud
