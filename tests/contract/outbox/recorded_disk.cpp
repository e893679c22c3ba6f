#include "recorded_disk.hpp"

#include <new>
#include <stdexcept>

namespace tillpoints::testing {
namespace {

/// SQLite allocates memory for this file and, behind it, for the wrapped one.
struct File {
    sqlite3_file base;
    RecordedDisk* disk;
    std::string* name;  ///< null for temporary files, which are not recorded
    sqlite3_file* real;
};

File& of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
sqlite3_vfs* system_vfs() {
    return sqlite3_vfs_find("unix");
}
RecordedDisk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<RecordedDisk*>(vfs->pAppData);
}

int close(sqlite3_file* file) {
    delete of(file).name;
    return of(file).real->pMethods->xClose(of(file).real);
}

int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return of(file).real->pMethods->xRead(of(file).real, to, size, offset);
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    auto& [base, disk, name, real] = of(file);
    const int failure = name ? disk->due() : SQLITE_OK;
    const int written = failure == SQLITE_OK ? size : size / 2;
    if (name)
        disk->record({DiskStep::Kind::write, *name, offset,
                      std::string(static_cast<const char*>(from), static_cast<std::size_t>(written))});
    const int code = real->pMethods->xWrite(real, from, written, offset);
    return failure == SQLITE_OK ? code : failure;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    auto& [base, disk, name, real] = of(file);
    if (const int failure = name ? disk->due() : SQLITE_OK; failure != SQLITE_OK) return failure;
    if (name) disk->record({DiskStep::Kind::truncate, *name, size, ""});
    return real->pMethods->xTruncate(real, size);
}

int sync(sqlite3_file* file, int) {
    auto& [base, disk, name, real] = of(file);
    if (const int failure = name ? disk->due() : SQLITE_OK; failure != SQLITE_OK) return failure;
    if (name) disk->record({DiskStep::Kind::sync, *name, 0, ""});
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return of(file).real->pMethods->xFileSize(of(file).real, size);
}
int lock(sqlite3_file* file, int level) {
    return of(file).real->pMethods->xLock(of(file).real, level);
}
int unlock(sqlite3_file* file, int level) {
    return of(file).real->pMethods->xUnlock(of(file).real, level);
}
int check_lock(sqlite3_file* file, int* out) {
    return of(file).real->pMethods->xCheckReservedLock(of(file).real, out);
}
int control(sqlite3_file* file, int op, void* out) {
    return of(file).real->pMethods->xFileControl(of(file).real, op, out);
}
int sector_size(sqlite3_file* file) {
    return of(file).real->pMethods->xSectorSize(of(file).real);
}
int device(sqlite3_file* file) {
    return of(file).real->pMethods->xDeviceCharacteristics(of(file).real);
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return of(file).real->pMethods->xShmMap(of(file).real, page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return of(file).real->pMethods->xShmLock(of(file).real, offset, n, flags);
}
void shm_barrier(sqlite3_file* file) {
    of(file).real->pMethods->xShmBarrier(of(file).real);
}
int shm_unmap(sqlite3_file* file, int remove) {
    return of(file).real->pMethods->xShmUnmap(of(file).real, remove);
}

const sqlite3_io_methods methods{2,        close,       read,       write,   truncate,    sync,   file_size,
                                 lock,     unlock,      check_lock, control, sector_size, device, shm_map,
                                 shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto& made = *new (file) File{};
    made.disk = &disk_of(vfs);
    made.real = reinterpret_cast<sqlite3_file*>(&made + 1);
    const int code = system_vfs()->xOpen(system_vfs(), name, made.real, flags, out_flags);
    const int recorded = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    if (code == SQLITE_OK && (flags & recorded)) made.name = new std::string(name);
    made.base.pMethods = made.real->pMethods ? &methods : nullptr;
    return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    if (const int failure = disk_of(vfs).due(); failure != SQLITE_OK) return failure;
    disk_of(vfs).record({DiskStep::Kind::remove, name, 0, ""});
    return system_vfs()->xDelete(system_vfs(), name, sync_folder & 0);
}

int access(sqlite3_vfs*, const char* name, int flags, int* out) {
    return system_vfs()->xAccess(system_vfs(), name, flags, out);
}

int full_pathname(sqlite3_vfs*, const char* name, int size, char* out) {
    return system_vfs()->xFullPathname(system_vfs(), name, size, out);
}

void put(std::string& content, const DiskStep& step, std::size_t size) {
    const auto offset = static_cast<std::size_t>(step.offset);
    if (step.kind == DiskStep::Kind::truncate) return content.resize(offset);
    if (content.size() < offset + size) content.resize(offset + size);
    content.replace(offset, size, step.bytes, 0, size);
}

/// How much of an unsynced write is on the medium: all, nothing, or a beginning cut at a sector.
std::size_t surviving(const DiskStep& step, std::mt19937& chance) {
    switch (chance() % 4) {
        case 0:
        case 1:
            return step.bytes.size();
        case 2:
            return 0;
        default:
            return std::min<std::size_t>(step.bytes.size(), chance() % (step.bytes.size() / 512 + 1) * 512);
    }
}

}  // namespace

RecordedDisk::RecordedDisk() : name_("recorded-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))) {
    vfs_ = *system_vfs();
    vfs_.szOsFile += static_cast<int>(sizeof(File));
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.xAccess = access;
    vfs_.xFullPathname = full_pathname;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("the VFS does not register");
}

RecordedDisk::~RecordedDisk() {
    sqlite3_vfs_unregister(&vfs_);
}

void RecordedDisk::fail(std::size_t first, std::size_t count, int code) {
    fail_first_ = first;
    fail_count_ = count;
    fail_code_ = code;
}

int RecordedDisk::due() {
    const std::size_t now = attempts_++;
    return now >= fail_first_ && now - fail_first_ < fail_count_ ? fail_code_ : SQLITE_OK;
}

void Medium::apply(const DiskStep& step) {
    if (step.kind == DiskStep::Kind::remove) {
        files_.erase(step.file);
        return;
    }
    auto& file = files_[step.file];
    if (step.kind != DiskStep::Kind::sync) {
        file.pending.push_back(step);
        return;
    }
    for (const auto& done : file.pending) put(file.durable, done, done.bytes.size());
    file.pending.clear();
}

std::map<std::string, std::string> Medium::after_power_cut(Unsynced unsynced, std::mt19937& chance) const {
    std::map<std::string, std::string> files;
    for (const auto& [name, file] : files_) {
        auto& content = files[name] = file.durable;
        if (unsynced == Unsynced::lost) continue;
        for (const auto& step : file.pending)
            put(content, step, unsynced == Unsynced::kept ? step.bytes.size() : surviving(step, chance));
    }
    return files;
}

}  // namespace tillpoints::testing
