#pragma once
#include <vector>

#include "cloud/api/service.hpp"
#include "cloud/messages/delivery.hpp"

namespace tillpoints::cloud {

/// Takes up to `max` messages of a channel that are due: they are recorded as being sent, durably, when this
/// returns. What is too late is dropped, and so is advertising whose consent was withdrawn meanwhile; what a
/// crash left is sent again or given up.
std::vector<MessageRecord> claim_messages(Service& service, Channel channel, Repeatable repeatable, int max);

/// Drops the channel's messages that are too late, where no sender does.
void drop_late_messages(Service& service, Channel channel);

}  // namespace tillpoints::cloud
