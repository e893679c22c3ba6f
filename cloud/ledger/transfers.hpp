#pragma once
#include <vector>

#include "cloud/ledger/records.hpp"

/// Which points an event moves, and why. Pure; transfers of nothing are left out.
namespace tillpoints::cloud {

std::vector<Transfer> transfers_of_purchase(const OperationRecord& purchase);
std::vector<Transfer> transfers_of_refund(const OperationRecord& refund);
std::vector<Transfer> transfers_of_welcome(ParticipantId newcomer, Points points);
/// Points given by hand, or taken if negative.
std::vector<Transfer> transfers_of_reward(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_voucher(ParticipantId customer, Points points);

}  // namespace tillpoints::cloud
