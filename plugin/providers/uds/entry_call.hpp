#pragma once
#include <optional>

#include "plugin/entries/entry.hpp"
#include "protocol/loyalty/messages.hpp"

/// The UDS call that takes an outbox entry to the cloud. Pure.
namespace tillpoints::uds {

/// For an entry in state sent or reversal_sent. A purchase goes under its number (entries/number.hpp) and
/// with its nonce; refunds and rewards have neither in this protocol.
///
/// A percent programme takes its discount off everything that does not skip it, but nothing was taken off a
/// sale at full price. So under such a programme the call of a full-price sale says that all of it skips the
/// discount. The entry does not say so, because it may meet another programme when it is sent again.
loyalty::Call call_of(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme);

}  // namespace tillpoints::uds
