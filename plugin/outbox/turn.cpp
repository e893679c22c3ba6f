#include "plugin/outbox/turn.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>

#include <cerrno>
#include <thread>

#include "plugin/outbox/database.hpp"

namespace tillpoints::outbox {
namespace {

constexpr std::chrono::milliseconds between_looks{2};

}  // namespace

bool Patience::wait() const {
    if (std::chrono::steady_clock::now() >= due_) return false;
    std::this_thread::sleep_for(between_looks);
    return true;
}

Turn::Turn(const std::string& file, const Patience& patience)
    : file_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (!file_.open()) throw_errno("open the file turns are taken on");
    while (::flock(file_.value(), LOCK_EX | LOCK_NB) != 0) {
        // The file system has no flock: SQLite's own lock protects the inbox, only the order of waiting is
        // lost.
        if (errno != EWOULDBLOCK && errno != EINTR) return;
        if (!patience.wait()) throw SqliteFailure(SQLITE_BUSY);
    }
}

// Closing the descriptor would not unlock: a process that the host forked meanwhile shares the lock.
void Turn::end() {
    ::flock(file_.value(), LOCK_UN);
}

}  // namespace tillpoints::outbox
