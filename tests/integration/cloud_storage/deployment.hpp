#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/storage.hpp"
#include "cloud_process.hpp"

namespace tillpoints::cloud::test {

/// Which database is used, and by how many processes.
struct Deployment {
    std::string name;
    std::string database;  ///< of PostgreSQL; empty: SQLite
    int processes = 1;
    bool tls = false;
};

/// One process over SQLite, and two over a new database of PostgreSQL.
std::vector<Deployment> deployments();

/// The processes of a deployment. Points may be spent by phone, more than 100 with a confirmation. From any
/// thread.
class CloudDeployment {
  public:
    explicit CloudDeployment(const Deployment& deployment, std::vector<std::string> arguments = {});

    /// A terminal of one of the processes, as it runs now.
    Client terminal(int process) const;
    /// A customer with 500 points of welcome.
    Json join(const std::string& name, const std::string& phone) const;
    std::string code_of(const Json& customer) const { return running_[0]->code_of(customer); }
    std::string certificate_of(const Json& customer, int points) const {
        return running_[0]->certificate_of(customer, points);
    }

    Client office() const { return running_[0]->office(); }

    /// kill -9.
    void kill(int process);
    void start(int process);

    /// `tillpoints-cloud audit` beside the processes.
    Finished audit() const;
    std::string data(int process) const { return data_[static_cast<std::size_t>(process)]->path; }
    /// The database, opened beside the processes.
    std::unique_ptr<Storage> storage() const;

    /// Files of a process must not grow beyond this; absent: no limit. Beyond it writes fail as on a full
    /// disk.
    void limit_files(int process, std::optional<std::uint64_t> bytes) const;

    int processes() const { return static_cast<int>(data_.size()); }

  private:
    std::vector<std::string> arguments_;
    std::string database_;
    std::vector<std::unique_ptr<DataDirectory>> data_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<CloudProcess>> running_;
};

}  // namespace tillpoints::cloud::test
