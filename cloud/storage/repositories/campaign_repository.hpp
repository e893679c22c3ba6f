#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/campaign_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Campaigns, their members, and what came of them.
class CampaignRepository {
  public:
    explicit CampaignRepository(Connection& connection) : connection_(connection) {}

    /// `campaign.id` is ignored; answers the new one.
    std::int64_t add(const CampaignRecord& campaign);
    std::optional<CampaignRecord> find(std::int64_t id);
    std::optional<CampaignRecord> find_by_key(std::int64_t person, const std::string& key);
    /// In the order they were made.
    std::vector<CampaignRecord> all();
    /// Is there a running campaign whose beginning has come?
    bool has_due(Timestamp now);
    /// The first of them that no other transaction works on; nobody else does until this one ends.
    std::optional<CampaignRecord> take_due(Timestamp now);
    /// Nobody else works on it until the transaction ends.
    std::optional<CampaignRecord> lock(std::int64_t id);
    /// Writes how far it has come: state, `upto`, selected, reached.
    void update(const CampaignRecord& campaign);

    void add_member(const CampaignMember& member);
    /// What came of it until now, of purchases in [from, to).
    CampaignOutcome outcome(std::int64_t campaign, Timestamp from, Timestamp to);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
