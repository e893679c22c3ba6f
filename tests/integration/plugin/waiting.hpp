#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace tillpoints::test {

/// Waiting times of one kind.
class Waiting {
  public:
    void add(std::chrono::microseconds time) { times_.push_back(time); }
    /// The value that `percent` of them do not exceed.
    std::chrono::microseconds percentile(int percent) const;
    /// "61 questions: p50 0.31 ms, p99 1.20 ms"
    std::string summary(const std::string& what) const;

  private:
    std::vector<std::chrono::microseconds> times_;
};

/// What this disk needs to make a page durable, measured now, in the same folder.
Waiting measure_syncs(const std::string& folder, int count);

}  // namespace tillpoints::test
