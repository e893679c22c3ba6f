#pragma once
#include <string>
#include <vector>

#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {

/// The cloud's postings and the terminal's facts laid side by side.
class Books {
  public:
    explicit Books(const Shop& shop) : shop_(shop) {}

    const Posting* posting(OperationId id) const;
    std::vector<const Posting*> sales_with(const std::string& number) const;
    std::vector<const Posting*> reversals_of(OperationId sale) const;
    /// How many facts say that this reversal is theirs.
    std::int64_t claims(OperationId reversal) const;
    /// A reversal nobody claims, of a sale with a fact that was parked in doubt about its own.
    bool may_be_unclear(const Posting& reversal) const;
    std::int64_t rewards_for(const Fact& correction) const;
    bool has_fact(const RewardPosting& reward) const;
    bool stands_on_parked(const Fact& fact) const;
    /// What the journal says the day moved on a member's balance, parked facts as the cloud has them.
    Points moved(ParticipantId member) const;

  private:
    Points moved_by(const Fact& fact, ParticipantId member) const;

    const Shop& shop_;
};

}  // namespace tillpoints::simulation
