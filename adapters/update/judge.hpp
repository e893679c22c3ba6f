#pragma once
#include <string>
#include <vector>

#include "adapters/update/condition.hpp"

/// Whether an installation is worse than before. Pure.
namespace tillpoints::update {

enum class Worse {
    not_examined,        ///< doctor gives no report any more
    library_lost,        ///< the library loaded before
    new_error,           ///< doctor names an error that was not there
    entries_unreadable,  ///< the entries could be read before
    entry_gone,
    entry_changed,
    daemon_down,  ///< the daemon was active
};

struct Objection {
    Worse what = Worse::not_examined;
    std::string place;
    std::string detail;  ///< the entry's number, with its states
    Fault fault;         ///< of a new error
};

/// Why what is seen after an update is worse than before; empty: it is not.
///
/// An entry that was not final before is there after, with the same kind, receipt, points, total and time.
/// Its state is the same, unless a process used the data before or after: that one may have sent it
/// meanwhile. A final entry is in the same state, unless that process takes back a confirmed one, and gone
/// only if a process used the data, because a running register deletes what is old. Each error of doctor has
/// been there before under the same code.
std::vector<Objection> objections(const Condition& before, const Condition& after);

/// Warnings that were not there before.
std::vector<Fault> new_warnings(const Condition& before, const Condition& after);

/// True if all of it may pass by itself: the network may be away for a moment, and a daemon starts.
bool may_pass(const std::vector<Objection>& all);

}  // namespace tillpoints::update
