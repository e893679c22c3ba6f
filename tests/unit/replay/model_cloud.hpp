#pragma once
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "protocol/loyalty/messages.hpp"

/// The smallest cloud that can go wrong: a list of operations, commits that come late, and no protection
/// against a request that arrives twice.
namespace tillpoints::replay {

class ModelCloud {
  public:
    /// Commits a call and gives its answer. A second refund of what is gone is refused.
    loyalty::Answer commit(const loyalty::Call& call, Timestamp now) {
        if (const auto* purchase = std::get_if<loyalty::CreateOperation>(&call)) return sell(*purchase, now);
        return refund(std::get<loyalty::RefundOperation>(call), now);
    }

    /// The connection dies now, the commit comes at `due`.
    void commit_later(loyalty::Call call, Timestamp due) { late_.emplace_back(due, std::move(call)); }

    void time_is(Timestamp now) {
        auto late = std::move(late_);
        late_.clear();
        for (auto& [due, call] : late) {
            if (due <= now)
                commit(call, due);
            else
                late_.emplace_back(due, std::move(call));
        }
    }

    /// Newest first.
    std::vector<loyalty::Operation> list() const { return {rows_.rbegin(), rows_.rend()}; }
    bool still_to_come() const { return !late_.empty(); }

    long live_sales() const { return count(loyalty::OperationState::normal); }
    long reversals() const { return count(loyalty::OperationState::reversal); }

  private:
    long count(loyalty::OperationState state) const {
        return std::count_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.state == state; });
    }

    loyalty::Operation& add(Timestamp now) {
        loyalty::Operation row;
        row.id = OperationId{static_cast<std::int64_t>(rows_.size()) + 1};
        row.created = now;
        return rows_.emplace_back(std::move(row));
    }

    loyalty::Answer sell(const loyalty::CreateOperation& purchase, Timestamp now) {
        auto& row = add(now);
        row.receipt_number = purchase.number;
        row.total = purchase.total;
        row.cash = purchase.cash;
        row.points = -purchase.points;
        return row;
    }

    loyalty::Answer refund(const loyalty::RefundOperation& call, Timestamp now) {
        const auto sale =
            std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.id == call.id; });
        if (sale == rows_.end() || sale->state != loyalty::OperationState::normal)
            return loyalty::Refusal{400, Errc::bad_request, "badRequest", "", {}};
        const Money amount = call.partial_amount.value_or(sale->total);
        const Points points(scale_half_up(-sale->points.count, amount.count, sale->total.count));
        if (!call.partial_amount) sale->state = loyalty::OperationState::canceled;
        auto& row = add(now);
        row.state = loyalty::OperationState::reversal;
        row.origin = call.id;
        row.total = -amount;
        row.points = points;
        return row;
    }

    std::vector<loyalty::Operation> rows_;
    std::vector<std::pair<Timestamp, loyalty::Call>> late_;
};

}  // namespace tillpoints::replay
