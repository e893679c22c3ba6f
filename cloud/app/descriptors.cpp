#include "cloud/app/descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace tillpoints::cloud {

std::size_t raise_descriptor_limit() {
    constexpr rlim_t own = 64;  // files, the database, the listeners
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return own;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return std::max(limit.rlim_cur, 2 * own) - own;
}

}  // namespace tillpoints::cloud
