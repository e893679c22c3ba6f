#include "plugin/outbox/lock.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>

namespace tillpoints::outbox {
namespace {

/// Only information for an operator: if the disk does not take it, the lock holds all the same.
void write_owner(const Descriptor& file) {
    const std::string id = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.value(), 0) == 0)
        static_cast<void>(::pwrite(file.value(), id.data(), id.size(), 0) > 0);
}

}  // namespace

std::optional<OwnerLock> OwnerLock::take(const std::string& file) {
    Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!opened.open()) throw_errno("open the lock file");
    while (::flock(opened.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return {};
        if (errno != EINTR) throw_errno("lock the database");
    }
    write_owner(opened);
    return OwnerLock(std::move(opened));
}

std::optional<std::string> OwnerLock::holder(const std::string& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.open() || ::flock(opened.value(), LOCK_SH | LOCK_NB) == 0) return {};
    return owner(file);
}

std::string OwnerLock::owner(const std::string& file) {
    pid_t id = 0;
    std::ifstream(file) >> id;
    if (id <= 0 || (::kill(id, 0) != 0 && errno == ESRCH)) return "another process";
    std::string name;
    std::getline(std::ifstream("/proc/" + std::to_string(id) + "/comm"), name);
    return "process " + std::to_string(id) + (name.empty() ? "" : " (" + name + ")");
}

}  // namespace tillpoints::outbox
