#pragma once
#include <array>

#include "cloud/api/setting_table.hpp"

namespace tillpoints::cloud {

/// What can happen to a request that may write (all but a GET). At most one happens; the first in this order
/// that comes up.
enum class Fault {
    none,
    error_before,    ///< 5xx, nothing committed
    error_after,     ///< committed, then 5xx
    lost_request,    ///< the connection closes, nothing committed
    lost_answer,     ///< committed, then the connection closes without an answer
    late_commit,     ///< the connection closes, the commit happens later
    cut_answer,      ///< committed, then half an answer
    captive_portal,  ///< nothing committed, a 200 with a page for people
    slow_body,       ///< committed, then the answer comes in pieces with pauses between them
    wrong_type,      ///< committed, then the right body under a content type that is not JSON
};
inline constexpr std::array<std::string_view, 10> fault_names{
    "none",        "error_before", "error_after",    "lost_request", "lost_answer",
    "late_commit", "cut_answer",   "captive_portal", "slow_body",    "wrong_type"};

/// How often a fault comes: `next` times for certain, then by chance.
struct FaultOdds {
    std::int64_t percent = 0;
    std::int64_t next = 0;
    friend bool operator==(const FaultOdds&, const FaultOdds&) = default;
};

/// The faults that a training cloud commits. By default it commits none.
struct FaultSwitches {
    std::int64_t wrong_key = 401;   ///< the status for a wrong company or key: 401 or 403
    bool company_inactive = false;  ///< 403 companyIsInactive for everything, as seen in older documents
    std::array<FaultOdds, fault_names.size()> odds{};
    std::int64_t seed = 1;
    std::int64_t error_status = 500;
    std::int64_t requests_per_second = 0;  ///< beyond it 429; 0: no limit
    std::int64_t latency_ms = 0;
    std::int64_t late_commit_ms = 2000;
    std::int64_t slow_body_ms = 5000;  ///< from the first byte of a slow answer to its last

    friend bool operator==(const FaultSwitches&, const FaultSwitches&) = default;
};

/// Their names, as `--set` and the back office take them.
const SettingTable<FaultSwitches>& fault_table();

}  // namespace tillpoints::cloud
