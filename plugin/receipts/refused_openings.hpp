#pragma once
#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "protocol/error.hpp"
#include "protocol/ids.hpp"

namespace tillpoints {

/// Why the openings of the latest such receipts were refused. The reply to the closing of one says so,
/// because nothing of it can be awarded.
class RefusedOpenings {
  public:
    void add(const ReceiptId& receipt, const Problem& problem) {
        if (receipt.empty()) return;
        latest_.emplace_back(receipt, problem.sentence());
        if (latest_.size() > most) latest_.pop_front();
    }
    /// The problem of the opening in a sentence.
    std::string why(const ReceiptId& receipt) const {
        const auto at = std::find_if(latest_.rbegin(), latest_.rend(),
                                     [&](const auto& each) { return each.first == receipt; });
        if (at != latest_.rend()) return at->second;
        return Problem{Errc::unknown_receipt, "receipt_id", "a receipt that was opened", receipt.text}
            .sentence();
    }

  private:
    static constexpr std::size_t most = 64;
    std::deque<std::pair<ReceiptId, std::string>> latest_;
};

}  // namespace tillpoints
