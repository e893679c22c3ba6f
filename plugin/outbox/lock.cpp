#include "plugin/outbox/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace tillpoints::outbox {

std::optional<OwnerLock> OwnerLock::take(const std::string& file) {
    Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!opened.open()) throw_errno("open the lock file");
    while (::flock(opened.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return {};
        if (errno != EINTR) throw_errno("lock the database");
    }
    return OwnerLock(std::move(opened));
}

}  // namespace tillpoints::outbox
