#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

/// A SQLite VFS over the system's that records every change of database, log and journal and can make any of
/// them fail. From the record follows what a disk holds after a power cut at any moment.
namespace tillpoints::testing {

/// One change of a file. Making and removing a file counts as ordered and durable at once, as on a
/// journalling file system; contents are durable only after a sync.
struct DiskStep {
    enum class Kind { write, truncate, sync, remove };
    Kind kind;
    std::string file;
    std::int64_t offset = 0;  ///< of a write; the new size of a truncation
    std::string bytes;
};

class RecordedDisk {
  public:
    /// Registers the VFS until the object is destroyed, which must outlive every connection through it.
    RecordedDisk();
    ~RecordedDisk();
    RecordedDisk(const RecordedDisk&) = delete;
    RecordedDisk& operator=(const RecordedDisk&) = delete;

    const std::string& vfs() const { return name_; }
    const std::vector<DiskStep>& steps() const { return steps_; }
    void forget() { steps_.clear(); }

    /// Steps `first` to `first + count - 1`, counted from 0 over all attempts, fail: a write leaves half of
    /// its bytes, a sync leaves nothing certain.
    void fail(std::size_t first, std::size_t count, int code);
    std::size_t attempts() const { return attempts_; }

    /// Called by the VFS before each step: SQLITE_OK, or the failure that is due.
    int due();
    void record(DiskStep step) { steps_.push_back(std::move(step)); }

  private:
    std::string name_;
    sqlite3_vfs vfs_{};
    std::vector<DiskStep> steps_;
    std::size_t attempts_ = 0;
    std::size_t fail_first_ = 0;
    std::size_t fail_count_ = 0;
    int fail_code_ = SQLITE_OK;
};

/// What happened to unsynced writes in a power cut.
enum class Unsynced { lost, kept, torn };

/// A disk's files after a number of steps, and what a power cut would leave of them.
class Medium {
  public:
    Medium() = default;
    /// Begins with `files`, which are durable.
    explicit Medium(const std::map<std::string, std::string>& files) {
        for (const auto& [name, bytes] : files) files_[name].durable = bytes;
    }
    void apply(const DiskStep& step);
    /// `torn` keeps a random choice of the unsynced writes, each perhaps cut at a sector.
    std::map<std::string, std::string> after_power_cut(Unsynced unsynced, std::mt19937& chance) const;

  private:
    struct File {
        std::string durable;
        std::vector<DiskStep> pending;
    };
    std::map<std::string, File> files_;
};

}  // namespace tillpoints::testing
