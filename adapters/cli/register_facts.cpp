#include "adapters/cli/register_facts.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "adapters/cli/table.hpp"
#include "adapters/doctor/gather.hpp"

namespace tillpoints::cli {
namespace {

/// Keeps the newest moment at which an entry was made, and none of the entries: there may be many.
void keep_newest(void* user, tillpoints_text report) noexcept {
    auto& newest = *static_cast<std::optional<std::int64_t>*>(user);
    const Json entry = Json::parse(std::string(report.data, report.size), nullptr, false);
    if (const auto created = seconds_of(cell(entry, "created")))
        newest = std::max(newest.value_or(0), *created);
}

}  // namespace

std::string daemon_file_of(const std::string& config_file) {
    return std::filesystem::path(config_file).parent_path() / "tillpointsd.json";
}

std::optional<std::int64_t> seconds_of(const std::string& stamp) {
    std::tm utc{};
    if (!::strptime(stamp.c_str(), "%Y-%m-%dT%H:%M:%S", &utc)) return {};
    return static_cast<std::int64_t>(::timegm(&utc));
}

doctor::RegisterHost host_facts(const Library& library, const std::string& text, const doctor::Facts& facts) {
    doctor::RegisterHost host;
    host.known = facts.database.known;
    if (!facts.database.started) return host;
    host.since = doctor::start_of(facts.database.owner);
    const auto database = facts.configuration.data_directory + "/tillpoints.db";
    host.last_write = doctor::last_write_of({database, database + "-wal"});
    library.inspection().export_entries(text_of(text), &keep_newest, &host.last_receipt);
    return host;
}

}  // namespace tillpoints::cli
