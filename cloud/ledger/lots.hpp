#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/records.hpp"

namespace tillpoints::cloud {

/// One posting on a customer's account.
struct Movement {
    std::string cause;
    std::optional<OperationId> sale;  ///< the purchase that caused it, or whose refund did
    Points points;                    ///< negative: left the account
    friend bool operator==(const Movement&, const Movement&) = default;
};

/// What became of each credit of an account, which is called a lot: what of it is on the account, was spent,
/// expired, or was withdrawn by refunds. The ledger moves amounts and does not say which points they are, so
/// a rule decides: points are spent in the order they came, but those of a win-back gift first; an expiry
/// takes what is on the account; points of a refunded redemption return to the lots they were spent from.
/// If a refund withdraws points that were spent, the spending uses other points instead, or waits for them
/// (then the balance is negative). Pure.
class Lots {
  public:
    /// `movements` are all of one account in the order they were posted.
    explicit Lots(const std::vector<Movement>& movements);

    /// How much a refund of `sale` can still withdraw of what the sale gave under `cause`: what is on the
    /// account or was spent. What expired or was withdrawn before is not in it.
    Points withdrawable(const std::string& cause, OperationId sale) const;

  private:
    struct Lot {
        std::string cause;
        std::optional<OperationId> sale;
        Points on_account;
        Points spent;
    };
    struct Part {
        std::size_t lot;
        Points points;
    };
    struct Spending {
        std::vector<Part> parts;
        Points uncovered;  ///< for which the account had no points
    };

    void apply(const Movement& movement);
    void credit(const Movement& movement);
    void debit(const Movement& movement, Points points);
    void give_back(OperationId sale, Points points);
    void withdraw(const std::string& cause, const std::optional<OperationId>& sale, Points points);
    void withdraw_spent(std::size_t lot, Points points);
    void remove(const std::string& first, Points points);
    void spend(const std::optional<OperationId>& sale, Points points);
    void use(Spending& spending, std::size_t lot);
    bool cover(Spending& spending);
    void cover_all();

    std::vector<Lot> lots_;
    std::size_t first_ = 0;           ///< no lot before it has points on the account
    std::vector<std::size_t> gifts_;  ///< the lots of win-back gifts
    std::vector<Spending> spendings_;
    std::map<OperationId, std::size_t> spending_of_;
    std::vector<std::size_t> uncovered_;  ///< spendings that wait for points, the oldest first
};

}  // namespace tillpoints::cloud
