#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The rows of campaigns.
namespace tillpoints::cloud {

/// The numbers are stored.
enum class CampaignState {
    running,  ///< it waits for its beginning, or goes through the customers
    stopped,
    done,
};

/// A promotion with dates: a certificate of so many points, valid from the first moment to before the second.
struct CertificateOffer {
    Points points;
    Timestamp from;
    Timestamp to;
    friend bool operator==(const CertificateOffer&, const CertificateOffer&) = default;
};

/// A campaign: an announcement to a segment of the customers, with points or without.
struct CampaignRecord {
    std::int64_t id = 0;
    Timestamp created;
    std::string name;
    std::string message;
    std::map<std::string, std::string> texts{};     ///< by language, where it is not `message`
    std::optional<std::string> promo_code{};        ///< new customers who type it came by this campaign
    Points points;                                  ///< to each customer
    std::optional<CertificateOffer> certificate{};  ///< to each customer
    std::string segment;                            ///< the conditions, as they were given in the call
    /// Customers whom its points or its message were given to in the call that made it; for one that runs by
    /// itself, `CampaignOutcome` tells what came.
    std::int64_t reached = 0;
    std::int64_t selected = 0;  ///< customers of the segment, or drawn from it
    CampaignState state = CampaignState::done;
    Timestamp begins{};                ///< not before
    std::int64_t held_out = 0;         ///< of 100 members so many get nothing, to compare with
    ParticipantId upto{};              ///< the last customer who was looked at
    ParticipantId newest{};            ///< the last customer when it was made: later ones are not looked at
    std::optional<std::int64_t> by{};  ///< person
    std::optional<std::string> key{};  ///< drawn by the page, so that a call that is sent twice makes one
    friend bool operator==(const CampaignRecord&, const CampaignRecord&) = default;
};

struct CampaignMember {
    std::int64_t campaign = 0;
    ParticipantId customer;
    bool held_out = false;
    bool told = false;  ///< is a message queued?
    friend bool operator==(const CampaignMember&, const CampaignMember&) = default;
};

/// What came of one half of a campaign's members.
struct CampaignGroup {
    std::int64_t members = 0;
    std::int64_t told = 0;
    std::int64_t buyers = 0;     ///< of the members
    std::int64_t purchases = 0;  ///< not refunded
    Money turnover;              ///< of these, as paid in money
    friend bool operator==(const CampaignGroup&, const CampaignGroup&) = default;
};

struct CampaignOutcome {
    CampaignGroup addressed;
    CampaignGroup held_out;
    std::int64_t delivered = 0;  ///< messages that their channel took or the card showed, read ones too
    std::int64_t read = 0;
    std::int64_t failed = 0;  ///< given up or dropped
    friend bool operator==(const CampaignOutcome&, const CampaignOutcome&) = default;
};

}  // namespace tillpoints::cloud
