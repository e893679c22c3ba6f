#include "deployment.hpp"

#include <sys/resource.h>

#include <fstream>
#include <sstream>

#include "postgres/server.hpp"

namespace tillpoints::cloud::test {
namespace {

/// The programme of the other tests, but a phone is enough to spend points, and more than 100 are confirmed.
std::string programme_by_phone(const DataDirectory& data) {
    std::stringstream text;
    text << std::ifstream(TILLPOINTS_PROGRAMME).rdbuf();
    auto programme = parse_json(text.str()).value();
    programme.set("use_points_by_phone", true);
    programme.set("redemption_confirmation", Json::object({{"above", 100}}));
    const auto path = data.path + "/programme.json";
    std::ofstream(path) << dump(programme);
    return path;
}

}  // namespace

std::vector<Deployment> deployments() {
    return {{"SQLite", "", 1}, {"PostgreSQL, two processes", tillpoints::test::postgres().new_database(), 2}};
}

CloudDeployment::CloudDeployment(const Deployment& deployment, std::vector<std::string> arguments)
    : arguments_(std::move(arguments)),
      database_(deployment.database),
      running_(std::size_t(deployment.processes)) {
    if (!database_.empty()) arguments_.insert(arguments_.end(), {"--database", database_});
    if (!deployment.tls) arguments_.push_back("--plain-http");
    for (int i = 0; i < deployment.processes; ++i) data_.push_back(std::make_unique<DataDirectory>());
    for (int i = 0; i < deployment.processes; ++i) start(i);
}

Client CloudDeployment::terminal(int process) const {
    const std::lock_guard lock(mutex_);
    return running_[static_cast<std::size_t>(process % processes())]->unchecked_client();
}

Json CloudDeployment::join(const std::string& name, const std::string& phone) const {
    return running_[0]->join(name, phone);
}

void CloudDeployment::kill(int process) {
    const std::lock_guard lock(mutex_);
    running_[static_cast<std::size_t>(process)]->kill();
}

void CloudDeployment::start(int process) {
    const auto at = static_cast<std::size_t>(process);
    auto arguments = arguments_;
    arguments.insert(arguments.end(), {"--programme", programme_by_phone(*data_[at])});
    auto started = std::make_unique<CloudProcess>(*data_[at], std::move(arguments));
    const std::lock_guard lock(mutex_);
    running_[at] = std::move(started);
}

void CloudDeployment::limit_files(int process, std::optional<std::uint64_t> bytes) const {
    const rlimit limit{bytes ? *bytes : RLIM_INFINITY, RLIM_INFINITY};
    const auto pid = running_[static_cast<std::size_t>(process)]->pid();
    if (prlimit(pid, RLIMIT_FSIZE, &limit, nullptr) != 0) throw std::runtime_error("prlimit");
}

Finished CloudDeployment::audit() const {
    if (database_.empty()) return run_program({"audit", "--data", data_[0]->path});
    return run_program({"audit", "--database", database_});
}

std::unique_ptr<Storage> CloudDeployment::storage() const {
    return database_.empty() ? open_sqlite_storage(data_[0]->path + "/cloud.db")
                             : open_postgres_storage(database_);
}

}  // namespace tillpoints::cloud::test
