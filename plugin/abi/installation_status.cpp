#include "plugin/abi/installation_status.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "plugin/abi/installation.hpp"
#include "plugin/log/last_error.hpp"
#include "plugin/outbox/lock.hpp"
#include "plugin/runtime/link_report.hpp"

namespace tillpoints::abi {
namespace {

Json disk_json(const std::string& directory) {
    struct statvfs disk {};
    Json free;
    if (::statvfs(directory.c_str(), &disk) == 0)
        free = Json(static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize));
    return Json::object({{"directory", directory}, {"free_bytes", std::move(free)}});
}

}  // namespace

bool was_started(const Config& config) {
    struct stat found {};
    return ::stat(outbox_options(config, true).file.c_str(), &found) == 0;
}

Json directory_json(const Config& config) {
    const auto owner = outbox::OwnerLock::holder(outbox_options(config, true).file + ".lock");
    const auto error = last_error_in(config.data_directory + "/tillpoints.log");
    return Json::object({{"running", owner ? Json(*owner) : Json()},
                         {"disk", disk_json(config.data_directory)},
                         {"last_error", error ? Json(*error) : Json()}});
}

Json link_report_json(Outbox& outbox) {
    const auto stored = outbox.value(link_report_name);
    const auto json = stored && *stored ? parse_json(**stored) : Result<Json>(Json::object());
    return json && json->members() ? *json : Json::object();
}

}  // namespace tillpoints::abi
