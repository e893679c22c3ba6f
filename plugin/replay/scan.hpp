#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/timestamp.hpp"

/// Looking for operations in the cloud's only list, which has no filter and no promised order.
namespace tillpoints::replay {

/// What a look-up looks for.
struct Look {
    std::string number;  ///< operations with this receipt number (or beginning, see `prefix`)
    bool prefix = false;
    std::optional<OperationId> origin;  ///< reversals of this operation, and the operation itself
    std::optional<Timestamp> back_to;   ///< cloud time the scan must reach; absent: to the end of the list
};

/// Collects pages. `take` says whether another page is needed; `complete` whether absence may be concluded.
class Scan {
  public:
    explicit Scan(Look look) : look_(std::move(look)) {}

    /// The call for the next page.
    loyalty::ListOperations next_page() const;
    /// Takes a page in. True: go on with `next_page`.
    bool take(const loyalty::OperationPage& page);

    bool complete() const { return complete_; }
    const Look& look() const { return look_; }
    /// Sales with the wanted number, in order of their ids, each once.
    const std::vector<loyalty::Operation>& sales() const { return sales_; }
    /// Reversals of the wanted origin, or of any sale where none is wanted, in order of their ids, each once.
    const std::vector<loyalty::Operation>& reversals() const { return reversals_; }
    /// The wanted origin itself, if the scan passed it.
    const std::optional<loyalty::Operation>& origin() const { return origin_; }

  private:
    void note_order(const loyalty::Operation& operation);
    void sort_in(const loyalty::Operation& operation);

    Look look_;
    std::vector<loyalty::Operation> sales_;
    std::vector<loyalty::Operation> reversals_;
    std::optional<loyalty::Operation> origin_;
    std::optional<std::string> cursor_;
    std::set<std::string> cursors_seen_;
    std::optional<Timestamp> last_created_;
    std::set<OperationId> rows_seen_;
    bool ascends_ = false;
    bool descends_ = false;
    bool complete_ = false;
};

}  // namespace tillpoints::replay
