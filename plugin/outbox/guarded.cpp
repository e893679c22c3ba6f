#include "plugin/outbox/guarded.hpp"

#include <sqlite3.h>

namespace tillpoints::outbox {

Problem problem_of(const SqliteFailure& failure) {
    switch (failure.code() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Errc::storage_busy, "database", "no other writer", failure.what()};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {Errc::storage_corrupt, "database", "a sound database", failure.what()};
        default:
            return {Errc::storage_failed, "database", "a working disk", failure.what()};
    }
}

}  // namespace tillpoints::outbox
