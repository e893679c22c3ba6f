#include "cloud/app/descriptors.hpp"

#include <sys/resource.h>

namespace tillpoints::cloud {

void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace tillpoints::cloud
