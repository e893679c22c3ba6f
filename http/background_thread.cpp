#include "http/background_thread.hpp"

#include <sys/resource.h>

namespace tillpoints {
namespace {

/// A thirtieth of the weight of an ordinary thread: it never starves, and costs others a few percent.
constexpr int niceness = 15;

}  // namespace

void become_background_thread() {
    // On Linux the id 0 is the calling thread, not its process. A lower priority is never refused.
    static_cast<void>(setpriority(PRIO_PROCESS, 0, niceness));
}

}  // namespace tillpoints
