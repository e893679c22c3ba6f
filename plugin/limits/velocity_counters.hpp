#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugin/limits/calendar.hpp"
#include "plugin/limits/reason.hpp"
#include "plugin/limits/rows.hpp"

namespace tillpoints::limits {

/// Something that is counted.
struct Counted {
    std::string name;
    Span span = Span::day;
    friend bool operator==(const Counted&, const Counted&) = default;
};
Counted awards_of(const std::string& customer_key);
Counted redemptions_of(const std::string& cashier);
/// Kept for the shift's summary.
Counted refusals_of(const std::string& shift, Reason reason);

/// Counts events by name, each name within its current window. A window never goes back, so a clock that is
/// set back resets no count.
class VelocityCounters {
  public:
    VelocityCounters() = default;
    VelocityCounters(Calendar calendar, const std::vector<Counter>& stored);

    std::int64_t count(const Counted& counted, Timestamp now) const;
    /// The same with these counters only.
    VelocityCounters excerpt(const std::vector<Counted>& counted) const;
    /// How often each limit refused in this shift; only the limits that did.
    std::vector<std::pair<Reason, std::int64_t>> refusals(const std::string& shift) const;

    void add(const Counted& counted, Timestamp now, Rows& rows);
    /// Undoes one `add` that could not be stored.
    void subtract(const Counted& counted);
    /// Moves windows that lie after `now` to `now`.
    void limit_to(Timestamp now, Rows& rows);
    void drop_outdated(Timestamp now, Rows& rows);

  private:
    Calendar calendar_;
    std::map<std::string, Counter> counters_;
};

}  // namespace tillpoints::limits
