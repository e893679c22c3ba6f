#include "../protocol/documented_values.hpp"
#include "plugin/session/matching.hpp"

namespace tillpoints::session {

TEST_CASE(
    "EVENTS.md names every way in which returned goods are matched, in the table of values and where it says "
    "how") {
    std::set<std::string> names;
    for (const auto by : {MatchedBy::id, MatchedBy::content, MatchedBy::proportion, MatchedBy::nothing})
        names.emplace(name_of(by));
    const test::DocumentedTables tables(TILLPOINTS_EVENTS_MD);
    CHECK(tables.values("`matched_by` of return_closed") == names);
    auto explained = tables.names("### return_closed");
    explained.erase("matched_by");
    CHECK(explained == names);
}

}  // namespace tillpoints::session
