#include "cloud/ledger/lots.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::string_view withdrawal = "_withdrawn";

}  // namespace

Lots::Lots(const std::vector<Movement>& movements) {
    for (const auto& movement : movements) {
        apply(movement);
        cover_all();
    }
}

Points Lots::withdrawable(const std::string& cause, OperationId sale) const {
    Points left;
    for (const auto& lot : lots_)
        if (lot.cause == cause && lot.sale == sale) left += lot.on_account + lot.spent;
    return left;
}

void Lots::apply(const Movement& movement) {
    if (movement.points > Points())
        credit(movement);
    else
        debit(movement, -movement.points);
}

void Lots::credit(const Movement& movement) {
    if (movement.cause == "redemption_returned" && movement.sale)
        return give_back(*movement.sale, movement.points);
    // A deferred award is the same award, only later.
    const auto cause = movement.cause == "award_granted" ? "award" : movement.cause;
    if (cause == "win_back") gifts_.push_back(lots_.size());
    lots_.push_back({cause, movement.sale, movement.points, Points()});
}

void Lots::debit(const Movement& movement, Points points) {
    const auto& cause = movement.cause;
    if (cause == "expiry") return remove({}, points);
    if (cause == "win_back_lapsed") return remove("win_back", points);
    if (cause.ends_with(withdrawal))
        return withdraw(cause.substr(0, cause.size() - withdrawal.size()), movement.sale, points);
    spend(movement.sale, points);
}

void Lots::give_back(OperationId sale, Points points) {
    const auto found = spending_of_.find(sale);
    if (found == spending_of_.end()) return lots_.push_back({"redemption_returned", sale, points, Points()});
    auto& spending = spendings_[found->second];
    const auto waited = std::min(points, spending.uncovered);
    spending.uncovered -= waited;
    points -= waited;
    while (points > Points() && !spending.parts.empty()) {
        auto& part = spending.parts.back();
        const auto back = std::min(points, part.points);
        lots_[part.lot].spent -= back;
        lots_[part.lot].on_account += back;
        first_ = std::min(first_, part.lot);
        part.points -= back;
        points -= back;
        if (part.points == Points()) spending.parts.pop_back();
    }
}

void Lots::withdraw(const std::string& cause, const std::optional<OperationId>& sale, Points points) {
    for (std::size_t i = 0; i < lots_.size() && points > Points(); ++i) {
        auto& lot = lots_[i];
        if (lot.cause != cause || lot.sale != sale) continue;
        const auto present = std::min(points, lot.on_account);
        lot.on_account -= present;
        const auto spent = std::min(points - present, lot.spent);
        withdraw_spent(i, spent);
        points -= present + spent;
    }
    // Nothing of the lot is left, so that the account pays with other points.
    spend({}, points);
}

void Lots::withdraw_spent(std::size_t lot, Points points) {
    lots_[lot].spent -= points;
    for (std::size_t i = spendings_.size(); i-- > 0 && points > Points();) {
        auto& spending = spendings_[i];
        for (auto& part : spending.parts) {
            if (part.lot != lot) continue;
            const auto replaced = std::min(points, part.points);
            part.points -= replaced;
            points -= replaced;
            if (replaced > Points() && spending.uncovered == Points()) uncovered_.push_back(i);
            spending.uncovered += replaced;
        }
        std::erase_if(spending.parts, [](const Part& part) { return part.points == Points(); });
    }
}

void Lots::remove(const std::string& first, Points points) {
    const auto from = [&](Lot& lot) {
        const auto taken = std::min(points, lot.on_account);
        lot.on_account -= taken;
        points -= taken;
    };
    for (auto i = first_; i < lots_.size() && points > Points(); ++i)
        if (lots_[i].cause == first) from(lots_[i]);
    for (auto i = first_; i < lots_.size() && points > Points(); ++i) from(lots_[i]);
    spend({}, points);
}

void Lots::spend(const std::optional<OperationId>& sale, Points points) {
    if (points == Points()) return;
    if (sale) spending_of_[*sale] = spendings_.size();
    uncovered_.push_back(spendings_.size());
    spendings_.push_back({{}, points});
}

void Lots::use(Spending& spending, std::size_t lot) {
    const auto used = std::min(spending.uncovered, lots_[lot].on_account);
    if (used == Points()) return;
    lots_[lot].on_account -= used;
    lots_[lot].spent += used;
    spending.uncovered -= used;
    spending.parts.push_back({lot, used});
}

bool Lots::cover(Spending& spending) {
    for (const auto gift : gifts_) use(spending, gift);
    for (; first_ < lots_.size(); ++first_) {
        use(spending, first_);
        if (lots_[first_].on_account > Points()) break;
    }
    return spending.uncovered == Points();
}

void Lots::cover_all() {
    auto done = uncovered_.begin();
    while (done != uncovered_.end() && cover(spendings_[*done])) ++done;
    uncovered_.erase(uncovered_.begin(), done);
}

}  // namespace tillpoints::cloud
