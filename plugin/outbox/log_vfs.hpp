#pragma once
#include <sqlite3.h>

#include <string>

namespace tillpoints::outbox {

/// A VFS that hands the frames of a commit to the write-ahead log in one write. SQLite itself makes two
/// writes for each changed page. Everything else goes to the VFS underneath.
///
/// A frame that ends a commit says so in its head; with it all frames are written, so that the commit fails
/// if the write does. Registered with SQLite under a name of its own as long as it exists, which must be
/// longer than the connections that use it.
class LogVfs {
  public:
    /// `under`: empty means the system's. Throws SqliteFailure if there is none of this name.
    explicit LogVfs(const std::string& under);
    ~LogVfs();
    LogVfs(const LogVfs&) = delete;
    LogVfs& operator=(const LogVfs&) = delete;

    const char* name() const { return name_.c_str(); }

  private:
    struct Vfs : sqlite3_vfs {
        sqlite3_vfs* under;
    };
    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);

    std::string name_;
    Vfs vfs_;
};

}  // namespace tillpoints::outbox
