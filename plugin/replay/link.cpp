#include "plugin/replay/link.hpp"

namespace tillpoints::replay {

Link after_success(Link) {
    return {};
}

Link after_failure(Link link, Errc code, Now now, const LinkPolicy& policy) {
    link.failures += 1;
    link.trouble = code;
    if (link.failures >= policy.failures_to_open) link.broken = true;
    link.probe_at = now.local + policy.probe_interval;
    return link;
}

Link after_closed(Link link, Errc code, Now now, const LinkPolicy& policy) {
    link.paused = code;
    link.trouble = code;
    link.broken = false;
    link.probe_at = now.local + policy.pause_interval;
    return link;
}

}  // namespace tillpoints::replay
