#include <algorithm>
#include <cstddef>
#include <cstring>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/abi/instance.hpp"
#include "plugin/abi/retired.hpp"

namespace tillpoints::abi {
namespace {

/// Copies what the host filled in and no byte beyond it; what is missing is "not offered".
bool copy_host(const tillpoints_host* host, tillpoints_host& copy) {
    copy = {};
    if (!host) return true;
    constexpr std::size_t least = offsetof(tillpoints_host, context);
    if (host->struct_size < least || host->abi_major != TILLPOINTS_ABI_MAJOR) return false;
    std::memcpy(&copy, host, std::min<std::size_t>(host->struct_size, sizeof copy));
    return true;
}

LogCopy log_copy(const std::shared_ptr<HostLog>& log) {
    return [log](LogLevel level, std::string_view line) { log->write(level, line); };
}

KeySource key_source(const std::shared_ptr<HostKey>& key) {
    if (!key->offered()) return {};
    return [key] { return (*key)(); };
}

tillpoints_status create(tillpoints_text configuration, const tillpoints_host* host,
                         tillpoints_report_fn report, void* user, tillpoints_instance** instance) {
    return guarded([&] {
        tillpoints_host copy;
        if (!instance || !readable(configuration) || !copy_host(host, copy)) return TILLPOINTS_MISUSE;
        *instance = nullptr;
        auto reading = read_config(view(configuration));
        if (!reading.ok()) {
            tell(report, user, problems_json(reading.problems));
            return TILLPOINTS_REJECTED;
        }
        join_retired();  // a retired instance may still own the database
        auto made = std::make_unique<Instance>(reading.config.timing.event_deadline);
        made->host_log = std::make_shared<HostLog>(copy);
        made->host_key = std::make_shared<HostKey>(copy);
        auto runtime = start_installation(std::move(reading.config), log_copy(made->host_log),
                                          key_source(made->host_key));
        if (!runtime) {
            tell(report, user, problems_json({runtime.error()}));
            return TILLPOINTS_UNAVAILABLE;
        }
        made->runtime = std::move(runtime.value());
        *instance = made.release();
        return TILLPOINTS_OK;
    });
}

}  // namespace

const tillpoints_factory factory = {sizeof(tillpoints_factory), create};

}  // namespace tillpoints::abi
