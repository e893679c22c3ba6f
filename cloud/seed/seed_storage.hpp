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

/// What a seed has written.
struct SeedResult {
    SeedPlan plan;
    Audit audit;
    std::string digest;  ///< of the whole books: equal for equal books
};

/// Called now and then with what is done of what is to do.
using Progress = std::function<void(std::int64_t done, std::int64_t of)>;

/// Fills empty books through the same handlers that serve tills, in big transactions. The same programme,
/// seed, size and period give the same books. Errc::out_of_range for a size that is not offered,
/// Errc::duplicate for books that hold anybody. Throws StorageFailed; what was committed until then stays.
Result<SeedResult> seed_storage(const Programme& programme, Storage& storage, const SeedRequest& order,
                                const Progress& progress);

}  // namespace tillpoints::cloud
