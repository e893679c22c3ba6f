#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What is seen of an installation before and after an update. Pure.
namespace tillpoints::update {

/// A finding of doctor that is an error or a warning.
struct Fault {
    std::string area;
    std::string code;
    bool error = false;
    std::vector<std::string> values;
    std::string says;  ///< in English
};

/// An entry of the outbox. Of `unchanging` nothing changes in an entry's life: kind, receipt, points, total,
/// time.
struct Entry {
    std::string state;
    std::string unchanging;
};

/// One data directory and its configuration.
struct Place {
    std::string name;          ///< as people know it: the file, or the daemon's terminal
    bool examined = false;     ///< doctor gave a report
    bool library = false;      ///< and could load the library
    bool in_use = false;       ///< a process uses the data
    bool has_entries = false;  ///< the entries could be read, or there is no database yet
    std::vector<Fault> faults;
    std::map<std::string, Entry> entries;  ///< by number
};

struct Condition {
    std::vector<Place> places;
    bool daemon_active = false;
};

/// Fills a place with what `doctor --json` and `export --json` printed. A text that is not theirs leaves it
/// not examined, or without entries.
void read_doctor(Place& place, std::string_view report);
void read_export(Place& place, bool succeeded, std::string_view lines);

bool is_final(std::string_view state);

struct Counts {
    std::size_t entries = 0;
    std::size_t waiting = 0;  ///< not final, parked ones included
    std::size_t parked = 0;
};
Counts counted(const Condition& condition);

}  // namespace tillpoints::update
