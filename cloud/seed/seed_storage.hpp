#pragma once
#include <functional>

#include "cloud/seed/plan.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

struct SeedRequest {
    std::int64_t customers = 0;
    std::uint64_t seed = 1;
    Period period;
};

/// What was written.
struct SeedResult {
    SeedPlan plan;
    Audit audit;
    std::string digest;  ///< of the whole database: equal for equal data
};

/// Called from time to time with the number of events done and of all events.
using Progress = std::function<void(std::int64_t done, std::int64_t of)>;

/// Fills an empty database through the same handlers that serve terminals, in large transactions. The same
/// programme, seed, size and period give the same data. Errc::out_of_range for a size that is not offered,
/// Errc::duplicate for a database that has customers. Throws StorageFailed; what was committed until then
/// stays.
Result<SeedResult> seed_storage(const Programme& programme, Storage& storage, const SeedRequest& order,
                                const Progress& progress);

}  // namespace tillpoints::cloud
