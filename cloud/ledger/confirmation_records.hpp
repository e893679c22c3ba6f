#pragma once
#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"

/// The rows by which customers confirm redemptions.
namespace tillpoints::cloud {

/// A redemption that a customer is asked to confirm.
struct ConfirmationRecord {
    std::string id;  ///< drawn at random
    ParticipantId customer;
    Points points;  ///< the most it is good for
    loyalty::ConfirmBy by = loyalty::ConfirmBy::code;
    std::string hash;        ///< of the code, keyed; empty where the PIN confirms
    std::int64_t tries = 0;  ///< made so far
    Timestamp created;
    Timestamp expires;
    bool given = false;
    std::optional<OperationId> used_by;  ///< the purchase that used it up
    friend bool operator==(const ConfirmationRecord&, const ConfirmationRecord&) = default;
};

/// A customer's PIN, as a keyed hash.
struct PinRecord {
    ParticipantId customer;
    std::string hash;
    Timestamp changed;
    friend bool operator==(const PinRecord&, const PinRecord&) = default;
};

}  // namespace tillpoints::cloud
