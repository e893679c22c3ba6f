#pragma once
#include <algorithm>
#include <vector>

namespace tillpoints::cloud::test {

/// What a customer's points should do, hundredth by hundredth: each knows where it came from and what became
/// of it. Written without the product's rules of lots, to hold them against.
class LotModel {
  public:
    void give(int sale, std::int64_t count) {
        coins_.insert(coins_.end(), static_cast<std::size_t>(count), Coin{sale, Fate::here, 0, 0});
        pay_debts();
    }

    void spend(int sale, std::int64_t count) {
        debts_.insert(debts_.end(), static_cast<std::size_t>(count), sale);
        pay_debts();
    }

    void expire() {
        for (auto& coin : coins_)
            if (coin.fate == Fate::here) coin.fate = Fate::expired;
    }

    /// Points that the sale spent come back: first those it still owes, then those it used last.
    void give_back(int sale, std::int64_t count) {
        for (; count > 0; --count) {
            const auto owed = std::find(debts_.begin(), debts_.end(), sale);
            if (owed != debts_.end()) {
                debts_.erase(owed);
                continue;
            }
            Coin* last = nullptr;
            for (auto& coin : coins_)
                if (coin.fate == Fate::spent && coin.spender == sale && (!last || coin.used > last->used))
                    last = &coin;
            last->fate = Fate::here;
        }
        pay_debts();
    }

    /// How much of what the sale gave is on the account or was spent.
    std::int64_t left_of(int sale) const {
        return std::count_if(coins_.begin(), coins_.end(), [&](const Coin& coin) {
            return coin.sale == sale && (coin.fate == Fate::here || coin.fate == Fate::spent);
        });
    }

    /// Takes so much of what the sale gave; who had spent it owes it from now on.
    void withdraw(int sale, std::int64_t count) {
        for (auto& coin : coins_)
            if (count > 0 && coin.sale == sale && coin.fate == Fate::here)
                coin.fate = Fate::withdrawn, --count;
        for (; count > 0; --count) {
            Coin* last = nullptr;
            for (auto& coin : coins_)
                if (coin.sale == sale && coin.fate == Fate::spent && (!last || withdrawn_before(coin, *last)))
                    last = &coin;
            last->fate = Fate::withdrawn;
            owe_more(last->spender);
        }
        pay_debts();
    }

    std::int64_t balance() const {
        return std::count_if(coins_.begin(), coins_.end(),
                             [](const Coin& coin) { return coin.fate == Fate::here; }) -
               static_cast<std::int64_t>(debts_.size());
    }

    /// Of the points that no sale gave, those that did not expire.
    std::int64_t gifts_left() const { return left_of(0); }

  private:
    enum class Fate { here, spent, expired, withdrawn };
    struct Coin {
        int sale;  ///< 0: a gift
        Fate fate;
        int spender;
        std::int64_t used;
    };

    /// The latest spender loses first, and of what it spent that which it used first.
    static bool withdrawn_before(const Coin& a, const Coin& b) {
        return a.spender != b.spender ? a.spender > b.spender : a.used < b.used;
    }

    /// What a sale owes is paid together, where its oldest debt stands.
    void owe_more(int spender) {
        const auto owed = std::find(debts_.rbegin(), debts_.rend(), spender);
        debts_.insert(owed == debts_.rend() ? debts_.end() : owed.base(), spender);
    }

    void pay_debts() {
        for (auto& coin : coins_) {
            if (debts_.empty()) return;
            if (coin.fate != Fate::here) continue;
            coin.fate = Fate::spent;
            coin.spender = debts_.front();
            coin.used = ++uses_;
            debts_.erase(debts_.begin());
        }
    }

    std::vector<Coin> coins_;  ///< in the order they came
    std::vector<int> debts_;   ///< the spender of each hundredth for which there is no coin
    std::int64_t uses_ = 0;
};

}  // namespace tillpoints::cloud::test
