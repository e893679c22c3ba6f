#pragma once
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/loop.hpp"

namespace tillpoints::simulation {

enum class Fault {
    refused,
    request_lost,
    answer_lost,
    late_commit,
    too_slow,
    failed_before,
    failed_after,
    too_many,
    stranger,
    outage,
    key_revoked,
    power_cut,
    disk_full,
    disk_stall,
    clock_jump,
    close_lost,
    discount_dropped,
    discount_partly,
};

inline constexpr std::array<std::string_view, 18> fault_names{
    "refused",      "request_lost", "answer_lost", "late_commit", "too_slow",         "failed_before",
    "failed_after", "too_many",     "stranger",    "outage",      "key_revoked",      "power_cut",
    "disk_full",    "disk_stall",   "clock_jump",  "close_lost",  "discount_dropped", "discount_partly"};

using FaultCounts = std::array<std::int64_t, fault_names.size()>;

/// What happened, for a person; kept only when somebody will read it.
class Timeline {
  public:
    Timeline(const Loop& loop, bool kept) : loop_(loop), kept_(kept) {}
    bool kept() const { return kept_; }
    void say(const std::string& what) {
        if (kept_) lines_.push_back(to_text(loop_.now()).substr(11, 12) + "  " + what);
    }
    const std::vector<std::string>& lines() const { return lines_; }

  private:
    const Loop& loop_;
    bool kept_;
    std::vector<std::string> lines_;
};

/// Decides which faults strike. The numbers drawn do not depend on `most`, so the same seed with fewer
/// faults is the same day up to the first one left out.
class Faults {
  public:
    Faults(std::uint64_t seed, std::int64_t most, Timeline& timeline)
        : random_(seed), most_(most), timeline_(timeline) {}

    bool strike(Fault fault, int permille) {
        if (calm_ || !random_.chance(permille) || struck_ >= most_) return false;
        struck_ += 1;
        counts_[static_cast<std::size_t>(fault)] += 1;
        timeline_.say("FAULT " + std::to_string(struck_) + " " +
                      std::string(fault_names[static_cast<std::size_t>(fault)]));
        return true;
    }
    /// From now on nothing goes wrong.
    void calm() { calm_ = true; }
    std::int64_t struck() const { return struck_; }
    const FaultCounts& counts() const { return counts_; }

  private:
    Random random_;
    std::int64_t most_;
    Timeline& timeline_;
    std::int64_t struck_ = 0;
    FaultCounts counts_{};
    bool calm_ = false;
};

inline constexpr std::int64_t every_fault = std::numeric_limits<std::int64_t>::max();

}  // namespace tillpoints::simulation
