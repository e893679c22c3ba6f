#include "cloud/app/open_storage.hpp"

#include <cstdio>
#include <filesystem>

namespace tillpoints::cloud {

std::unique_ptr<Storage> open_storage(const Options& options, bool existing) {
    if (!options.data.empty() && !existing) std::filesystem::create_directories(options.data);
    if (!options.database.empty()) return open_postgres_storage(options.database);
    const auto path = options.data + "/cloud.db";
    if (existing && !std::filesystem::exists(path))
        throw std::runtime_error("no database in " + options.data);
    return open_sqlite_storage(path);
}

Timestamp system_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

int print_problems(const Problems& problems) {
    for (const auto& problem : problems)
        std::fprintf(stderr, "tillpoints-cloud: %s\n", problem.sentence().c_str());
    return 2;
}

}  // namespace tillpoints::cloud
