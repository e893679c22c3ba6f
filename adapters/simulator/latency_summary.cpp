#include "adapters/simulator/latency_summary.hpp"

#include <algorithm>

namespace tillpoints::simulator {
namespace {

using Micros = std::chrono::microseconds;

bool is_question(const Latency& latency) {
    return latency.event == "customer_presented" || latency.event == "discount_requested" ||
           latency.event == "payment_started";
}

std::string milliseconds_text(Micros time) {
    const auto hundredths = time.count() / 10;
    return std::to_string(hundredths / 100) + "." + std::to_string(100 + hundredths % 100).substr(1) + " ms";
}

Micros percentile(const std::vector<Micros>& sorted, std::size_t percent) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

}  // namespace

std::string latency_summary(const std::string& name, const std::vector<Latency>& latencies) {
    std::vector<Micros> waited;
    Micros submit{};
    for (const auto& each : latencies) {
        submit = std::max(submit, each.submit);
        if (is_question(each)) waited.push_back(each.reply);
    }
    if (waited.empty()) return "waiting, " + name + ": no questions";
    const auto first = waited.front();
    waited.erase(waited.begin());
    auto text = "waiting, " + name + ": first question " + milliseconds_text(first);
    if (waited.empty()) return text;
    std::sort(waited.begin(), waited.end());
    return text + ", then " + std::to_string(waited.size()) + " questions: p50 " +
           milliseconds_text(percentile(waited, 50)) + ", p99 " + milliseconds_text(percentile(waited, 99)) +
           ", longest " + milliseconds_text(waited.back()) + "; submit returned within " +
           milliseconds_text(submit);
}

}  // namespace tillpoints::simulator
