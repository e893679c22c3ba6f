#pragma once

namespace tillpoints {

/// From now on the calling thread runs when nobody else wants the processor, or nearly so; for good, because
/// the system does not let an ordinary process raise a priority. For work that takes long and for which no
/// till waits. Such a thread must not hold what a till's request waits for.
void become_background_thread();

}  // namespace tillpoints
