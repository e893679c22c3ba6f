#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {

/// The cloud's postings and the terminals' facts laid side by side.
class Books {
  public:
    explicit Books(Shop& shop);

    struct Entry {
        Fact fact;
        std::size_t till;
    };
    /// Every terminal's facts.
    const std::vector<Entry>& facts() const { return facts_; }
    const Fact* fact(const FactId& id) const;
    std::vector<const Fact*> facts_of(const ReceiptId& receipt) const;

    const Posting* posting(OperationId id) const;
    std::vector<const Posting*> sales_with(const std::string& number) const;
    std::vector<const Posting*> reversals_of(OperationId sale) const;
    /// All of this sale was given back by then.
    bool given_back_by(const Posting& sale, Timestamp time) const;
    /// How many facts say that this reversal is theirs.
    std::int64_t claims(OperationId reversal) const;
    /// A reversal nobody claims, of a sale with a fact that was parked in doubt about its own.
    bool may_be_unclear(const Posting& reversal) const;
    std::int64_t rewards_for(const Fact& correction) const;
    bool has_fact(const RewardPosting& reward) const;
    /// The award of what was paid where lent points were refused.
    bool in_place_of_a_promise(const std::string& number) const;
    bool stands_on_parked(const Fact& fact) const;
    /// What the journal says the day moved on a member's balance, parked facts as the cloud has them.
    Points moved(ParticipantId member) const;

  private:
    Points moved_by(const Fact& fact, ParticipantId member) const;

    const Shop& shop_;
    std::vector<Entry> facts_;
    std::map<FactId, std::size_t> places_;
    std::multimap<ReceiptId, std::size_t> by_receipt_;
};

}  // namespace tillpoints::simulation
