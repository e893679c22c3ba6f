#include "plugin/outbox/log_vfs.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>

#include "plugin/outbox/database.hpp"

namespace tillpoints::outbox {
namespace {

/// https://www.sqlite.org/fileformat2.html#walformat: a frame is a head of 24 bytes and a page. Bytes 4 to 7
/// of the head are not zero in the last frame of a commit.
constexpr int frame_head = 24;
constexpr int mark_begin = 4;
constexpr int mark_end = 8;
constexpr int capacity = 128 << 10;

/// SQLite allocates memory for this file and, behind it, for the file underneath.
struct LogFile {
    sqlite3_file base;
    sqlite3_file* under;
    char* frames;       ///< not written yet; null: no memory, so nothing is gathered
    int size;           ///< of `frames`
    sqlite3_int64 at;   ///< where they belong
    sqlite3_int64 end;  ///< of what was written or gathered since the log began
    bool ends_commit;   ///< the last frame does
};

LogFile& of(sqlite3_file* file) {
    return *reinterpret_cast<LogFile*>(file);
}

int write_gathered(LogFile& log) {
    if (log.size == 0) return SQLITE_OK;
    const int code = log.under->pMethods->xWrite(log.under, log.frames, log.size, log.at);
    log.size = 0;
    log.ends_commit = false;
    return code;
}

int write_directly(LogFile& log, const void* from, int size, sqlite3_int64 offset) {
    const int code = write_gathered(log);
    return code != SQLITE_OK ? code : log.under->pMethods->xWrite(log.under, from, size, offset);
}

bool is_marked(const char* head) {
    return std::any_of(head + mark_begin, head + mark_end, [](char byte) { return byte != 0; });
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    LogFile& log = of(file);
    const bool starts_log = offset == 0;
    const bool again = offset < log.end;  // what a commit that failed wrote, or a corrected checksum
    log.end = starts_log ? size : std::max(log.end, offset + size);
    const bool head = size == frame_head;
    const bool follows = log.size > 0 && offset == log.at + log.size && log.size + size <= capacity;
    if (!log.frames || starts_log || again || (!head && !follows))
        return write_directly(log, from, size, offset);
    if (!follows) {
        if (const int code = write_gathered(log); code != SQLITE_OK) return code;
        log.at = offset;
    }
    std::memcpy(log.frames + log.size, from, static_cast<std::size_t>(size));
    if (head) log.ends_commit = is_marked(log.frames + log.size);
    log.size += size;
    return log.ends_commit && !head ? write_gathered(log) : SQLITE_OK;
}

int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    const int code = write_gathered(of(file));
    return code != SQLITE_OK ? code : of(file).under->pMethods->xRead(of(file).under, to, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int code = write_gathered(of(file));
    return code != SQLITE_OK ? code : of(file).under->pMethods->xTruncate(of(file).under, size);
}

int sync(sqlite3_file* file, int flags) {
    const int code = write_gathered(of(file));
    return code != SQLITE_OK ? code : of(file).under->pMethods->xSync(of(file).under, flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const int code = write_gathered(of(file));
    return code != SQLITE_OK ? code : of(file).under->pMethods->xFileSize(of(file).under, size);
}

/// What is gathered then belongs to no commit.
int close(sqlite3_file* file) {
    delete[] of(file).frames;
    return of(file).under->pMethods->xClose(of(file).under);
}

int lock(sqlite3_file* file, int level) {
    return of(file).under->pMethods->xLock(of(file).under, level);
}
int unlock(sqlite3_file* file, int level) {
    return of(file).under->pMethods->xUnlock(of(file).under, level);
}
int check_lock(sqlite3_file* file, int* out) {
    return of(file).under->pMethods->xCheckReservedLock(of(file).under, out);
}
int control(sqlite3_file* file, int op, void* out) {
    return of(file).under->pMethods->xFileControl(of(file).under, op, out);
}
int sector_size(sqlite3_file* file) {
    return of(file).under->pMethods->xSectorSize(of(file).under);
}
int device(sqlite3_file* file) {
    return of(file).under->pMethods->xDeviceCharacteristics(of(file).under);
}

const sqlite3_io_methods methods{1,       close,   read,       write,   truncate,    sync,   file_size,
                                 lock,    unlock,  check_lock, control, sector_size, device, nullptr,
                                 nullptr, nullptr, nullptr,    nullptr, nullptr};

}  // namespace

LogVfs::LogVfs(const std::string& under)
    : name_("tillpoints-log-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))) {
    sqlite3_vfs* found = sqlite3_vfs_find(under.empty() ? nullptr : under.c_str());
    if (!found) throw SqliteFailure(SQLITE_ERROR);
    static_cast<sqlite3_vfs&>(vfs_) = *found;
    vfs_.under = found;
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.szOsFile = found->szOsFile + static_cast<int>(sizeof(LogFile));
    vfs_.xOpen = open;
    check(sqlite3_vfs_register(&vfs_, 0));
}

LogVfs::~LogVfs() {
    sqlite3_vfs_unregister(&vfs_);
}

int LogVfs::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    sqlite3_vfs* under = static_cast<Vfs*>(vfs)->under;
    if (!(flags & SQLITE_OPEN_WAL)) return under->xOpen(under, name, file, flags, out_flags);
    auto& log = *new (file) LogFile{};
    log.under = reinterpret_cast<sqlite3_file*>(&log + 1);
    const int code = under->xOpen(under, name, log.under, flags, out_flags);
    if (!log.under->pMethods) return code;
    log.frames = new (std::nothrow) char[capacity];
    log.base.pMethods = &methods;
    return code;
}

}  // namespace tillpoints::outbox
