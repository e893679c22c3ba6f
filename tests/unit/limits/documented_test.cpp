#include "../protocol/documented_values.hpp"
#include "plugin/limits/reason.hpp"

namespace tillpoints::limits {

TEST_CASE("EVENTS.md names every reason of the shop's limits, and no other") {
    std::set<std::string> names;
    for (int reason = 0; !name_of(static_cast<Reason>(reason)).empty(); ++reason)
        names.emplace(name_of(static_cast<Reason>(reason)));
    CHECK(test::DocumentedTables(TILLPOINTS_EVENTS_MD).names("## The shop's limits") == names);
}

}  // namespace tillpoints::limits
