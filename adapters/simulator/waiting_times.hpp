#pragma once
#include <string>
#include <vector>

#include "adapters/simulator/conversation.hpp"

namespace tillpoints::simulator {

/// How long the counter waited for the questions of one stretch of receipts: the first one apart, of the
/// others the median, the 99th percentile and the longest. Questions are what somebody at the counter waits
/// for: customer_presented, discount_requested, payment_started. One line of text.
std::string waiting_times(const std::string& name, const std::vector<Latency>& latencies);

}  // namespace tillpoints::simulator
