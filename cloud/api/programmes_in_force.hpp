#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "cloud/programme/programme.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// Which programme counts: the one of the file until people of the company set another, from the moment on
/// that they named. The database is asked at most once a second, so that a process learns within a second
/// what another one set. From any thread.
class ProgrammesInForce {
  public:
    /// `file` must outlive it.
    explicit ProgrammesInForce(const Programme& file) : file_(std::shared_ptr<const Programme>(), &file) {}

    /// Throws StorageFailed if a version cannot be read.
    std::shared_ptr<const Programme> at(Transaction& db, Timestamp now);
    /// The next time the database is asked at once: this process has set a version.
    void look_again();

  private:
    struct Version {
        Timestamp starts;
        std::shared_ptr<const Programme> programme;
    };

    bool must_look();
    void take(const std::vector<ProgrammeVersion>& standing);

    std::shared_ptr<const Programme> file_;
    std::mutex mutex_;  ///< of all that follows
    std::optional<std::chrono::steady_clock::time_point> looked_;
    std::map<std::int64_t, std::shared_ptr<const Programme>> read_;
    std::vector<Version> versions_;  ///< in the order in which they start
};

}  // namespace tillpoints::cloud
