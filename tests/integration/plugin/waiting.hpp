#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace tillpoints::test {

/// Reply times of one kind.
class Waiting {
  public:
    void add(std::chrono::microseconds time) { times_.push_back(time); }
    /// The time that `percent` of them do not exceed.
    std::chrono::microseconds percentile(int percent) const;
    /// "61 questions: p50 0.31 ms, p99 1.20 ms"
    std::string summary(const std::string& what) const;

  private:
    std::vector<std::chrono::microseconds> times_;
};

/// Measures how long this disk takes to sync a page in that folder.
Waiting measure_syncs(const std::string& folder, int count);

}  // namespace tillpoints::test
