#include "plugin/limits/rows.hpp"

#include <algorithm>
#include <iterator>

namespace tillpoints::limits {
namespace {

template <class Row>
void add(std::vector<Row>& rows, std::vector<Row>& later) {
    rows.insert(rows.end(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
}

}  // namespace

void append(Rows& rows, Rows later) {
    // Snapshots are stored before keys are deleted.
    std::erase_if(rows.forgotten, [&](const std::string& key) {
        return std::any_of(later.snapshots.begin(), later.snapshots.end(),
                           [&](const Snapshot& snapshot) { return snapshot.key == key; });
    });
    add(rows.snapshots, later.snapshots);
    add(rows.forgotten, later.forgotten);
    add(rows.counters, later.counters);
    add(rows.offline_redemptions, later.offline_redemptions);
}

}  // namespace tillpoints::limits
