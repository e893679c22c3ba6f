#pragma once
#include <map>
#include <mutex>

#include "cloud/api/service.hpp"

namespace tillpoints::cloud {

/// How often the card's pages are looked at, by day (UTC) and page and without who looks. Counted in memory
/// and added to the database from time to time, so that a view costs no transaction; what was counted since
/// is lost with a process that is killed. From any thread.
class CardViews {
  public:
    explicit CardViews(Service& service) : service_(service) {}
    /// Stores what is left.
    ~CardViews();
    CardViews(const CardViews&) = delete;
    CardViews& operator=(const CardViews&) = delete;

    void count(std::string_view page);
    /// Adds what was counted to the database; what fails is kept for the next time, and told on stderr.
    void store();

  private:
    using Counts = std::map<std::pair<std::chrono::sys_days, std::string>, std::int64_t>;

    Service& service_;
    std::mutex mutex_;
    Counts counts_;
};

}  // namespace tillpoints::cloud
