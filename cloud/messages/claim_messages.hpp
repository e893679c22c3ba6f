#pragma once
#include <functional>
#include <vector>

#include "cloud/api/service.hpp"
#include "cloud/messages/delivery.hpp"

namespace tillpoints::cloud {

/// May this message be sent now? Called once for each message of an attempt, in the order they are due.
using MayGo = std::function<bool(const MessageRecord&)>;

/// Takes messages of a channel that are among the first `max` which are due: they are recorded as being sent,
/// durably, when this returns. What is too late is dropped, and so is advertising whose consent was withdrawn
/// meanwhile; what a crash left is sent again or given up. `begin` is called at the beginning of each attempt
/// and says what may go now (absent: everything); the others wait.
std::vector<MessageRecord> claim_messages(Service& service, Channel channel, Repeatable repeatable, int max,
                                          const std::function<MayGo()>& begin = {});

/// Drops the channel's messages that are too late, where no sender does.
void drop_late_messages(Service& service, Channel channel);

/// Erases the codes in cards whose time is over.
void forget_codes_in_cards(Service& service);

}  // namespace tillpoints::cloud
