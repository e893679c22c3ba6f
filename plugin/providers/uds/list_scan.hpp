#pragma once
#include <optional>
#include <set>
#include <string>

#include "plugin/replay/findings.hpp"
#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/timestamp.hpp"

/// Looks for operations in UDS's only list, which has no filter and no promised order.
namespace tillpoints::uds {

/// Collects pages. `take` says whether another page is needed. The findings are complete, and absence is
/// proven, when the list was read to its end, or past the time the look asks for in a list that runs
/// backwards, and no row that cannot be read may be what the look asks for.
class ListScan {
  public:
    explicit ListScan(replay::Look look) { found_.look = std::move(look); }

    /// The call for the next page.
    loyalty::ListOperations next_page() const;
    /// Takes a page in. True: go on with `next_page`.
    bool take(const loyalty::OperationPage& page);

    const replay::Findings& findings() const { return found_; }

  private:
    bool read(const loyalty::OperationPage& page);
    void note_order(const loyalty::Operation& operation);
    void sort_in(const loyalty::Operation& operation);
    bool is_wanted(const std::string& number) const;
    bool may_be_wanted(const loyalty::UnreadRow& row) const;

    replay::Findings found_;
    std::optional<std::string> cursor_;
    std::set<std::string> cursors_seen_;
    std::optional<Timestamp> last_created_;
    std::set<OperationId> rows_seen_;
    bool ascends_ = false;
    bool descends_ = false;
};

}  // namespace tillpoints::uds
