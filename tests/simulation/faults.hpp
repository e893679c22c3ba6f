#pragma once
#include <array>
#include <bitset>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/virtual_time.hpp"

namespace tillpoints::simulation {

enum class Fault {
    refused,
    request_lost,
    answer_lost,
    answer_cut,
    late_commit,
    too_slow,
    failed_before,
    failed_after,
    too_many,
    stranger,
    outage,
    portal,
    key_revoked,
    company_blocked,
    power_cut,
    disk_full,
    disk_stall,
    clock_jump,
    close_lost,
    discount_dropped,
    discount_partly,
    returned_otherwise,
    customer_removed,
    offer_printed,
    odd_in_list,
    untold_line,
    disk_restored,
    programme_changed,
};

inline constexpr std::array<std::string_view, 28> fault_names{
    "refused",         "request_lost",       "answer_lost",      "answer_cut",
    "late_commit",     "too_slow",           "failed_before",    "failed_after",
    "too_many",        "stranger",           "outage",           "portal",
    "key_revoked",     "company_blocked",    "power_cut",        "disk_full",
    "disk_stall",      "clock_jump",         "close_lost",       "discount_dropped",
    "discount_partly", "returned_otherwise", "customer_removed", "offer_printed",
    "odd_in_list",     "untold_line",        "disk_restored",    "programme_changed"};

using FaultCounts = std::array<std::int64_t, fault_names.size()>;
using FaultSet = std::bitset<fault_names.size()>;

/// What happened, for a person; kept only when somebody will read it.
class Timeline {
  public:
    Timeline(const VirtualTime& time, bool kept) : time_(time), kept_(kept) {}
    bool kept() const { return kept_; }
    void say(const std::string& what) {
        if (kept_) lines_.push_back(to_text(time_.now()).substr(11, 12) + "  " + what);
    }
    const std::vector<std::string>& lines() const { return lines_; }

  private:
    const VirtualTime& time_;
    bool kept_;
    std::vector<std::string> lines_;
};

inline constexpr std::int64_t every_fault = std::numeric_limits<std::int64_t>::max();

/// Which of a seed's faults strike: the first `most` that are not of a kind in `without`.
struct FaultChoice {
    std::int64_t most = every_fault;
    FaultSet without;
};

/// Decides which faults strike. The numbers drawn do not depend on the choice, so the same seed with fewer
/// faults is the same day up to the first one left out.
class Faults {
  public:
    Faults(std::uint64_t seed, FaultChoice choice, Timeline& timeline)
        : random_(seed), choice_(choice), timeline_(timeline) {}

    bool strike(Fault fault, int permille) { return !calm_ && random_.chance(permille) && happens(fault); }
    /// A fault whose moment something else has drawn.
    bool happens(Fault fault) {
        const auto kind = static_cast<std::size_t>(fault);
        if (calm_ || choice_.without[kind] || struck_ >= choice_.most) return false;
        struck_ += 1;
        counts_[kind] += 1;
        timeline_.say("FAULT " + std::to_string(struck_) + " " + std::string(fault_names[kind]));
        return true;
    }
    /// From now on nothing goes wrong.
    void calm() { calm_ = true; }
    std::int64_t struck() const { return struck_; }
    const FaultCounts& counts() const { return counts_; }

  private:
    Random random_;
    FaultChoice choice_;
    Timeline& timeline_;
    std::int64_t struck_ = 0;
    FaultCounts counts_{};
    bool calm_ = false;
};

}  // namespace tillpoints::simulation
