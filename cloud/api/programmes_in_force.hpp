#pragma once
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "cloud/programme/programme.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// Which programme counts: the one of the file until people of the company set another, from the moment on
/// that they named. The database is asked at most once a second, so that a process learns within a second
/// what another one set. While the version that should count cannot be read, the last list that could be
/// read goes on. From any thread.
class ProgrammesInForce {
  public:
    /// `file` must outlive it.
    explicit ProgrammesInForce(const Programme& file) : file_(std::shared_ptr<const Programme>(), &file) {}

    /// Throws StorageFailed if the version in force cannot be read and none was read before.
    std::shared_ptr<const Programme> at(Transaction& db, Timestamp now);
    /// The next time the database is asked at once: this process has set a version.
    void look_again();

  private:
    struct Version {
        std::int64_t id = 0;  ///< 0: the file
        Timestamp starts;
        std::shared_ptr<const Programme> programme;
    };
    struct List {
        /// Versions and withdrawals that were seen. They are never undone, so that more is newer.
        std::size_t events = 0;
        std::vector<Version> versions;  ///< the one in force, and those to come in the order of their starts
    };

    bool must_look();
    std::shared_ptr<const List> list() const;
    std::shared_ptr<const List> read(Transaction& db, Timestamp now);
    std::shared_ptr<const Programme> programme_of(Transaction& db, std::int64_t id, const List* known);
    void take(std::shared_ptr<const List> read);
    void tell_unreadable(std::int64_t id);

    std::shared_ptr<const Programme> file_;
    mutable std::mutex mutex_;  ///< of all that follows
    std::optional<std::chrono::steady_clock::time_point> looked_;
    std::shared_ptr<const List> list_;  ///< nothing before the first look
    std::set<std::int64_t> told_;       ///< versions that cannot be read, each told once
};

}  // namespace tillpoints::cloud
