#include "plugin/outbox/guarded.hpp"

#include <sqlite3.h>

#include <cerrno>

namespace tillpoints::outbox {
namespace {

constexpr const char* free_space = "free space on the disk";

}  // namespace

Problem problem_of(const SqliteFailure& failure, const std::string& file) {
    const std::string where = "database " + file;
    switch (failure.code() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Errc::storage_busy, where, "no other writer", failure.what()};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {Errc::storage_corrupt, where, "a sound database", failure.what()};
        case SQLITE_FULL:
            return {Errc::storage_failed, where, free_space, failure.what()};
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
            return {Errc::storage_failed, where, "a file that this process may open and write",
                    failure.what()};
        default:
            return {Errc::storage_failed, where, "a working disk", failure.what()};
    }
}

Problem problem_of(const std::system_error& failure, const std::string& file) {
    const int number = failure.code().value();
    const bool full = number == ENOSPC || number == EDQUOT;
    const bool forbidden = number == EACCES || number == EPERM || number == EROFS;
    return {Errc::storage_failed, "database " + file,
            full        ? free_space
            : forbidden ? "a file that this process may open and write"
                        : "a working disk",
            failure.what()};
}

}  // namespace tillpoints::outbox
