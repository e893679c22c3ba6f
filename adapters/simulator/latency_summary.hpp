#pragma once
#include <string>
#include <vector>

#include "adapters/simulator/plugin_client.hpp"

namespace tillpoints::simulator {

/// Reply times of the questions of one range of receipts in one line of text: the first one separately, then
/// median, 99th percentile and maximum of the others. Questions are the events a cashier waits for:
/// customer_presented, discount_requested, payment_started.
std::string latency_summary(const std::string& name, const std::vector<Latency>& latencies);

}  // namespace tillpoints::simulator
