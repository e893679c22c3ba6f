#include <algorithm>
#include <cstddef>
#include <cstring>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/abi/instance.hpp"

namespace tillpoints::abi {
namespace {

/// Copies what the host filled in and no byte beyond it; the rest is "not offered".
bool copy_host(const tillpoints_host* host, tillpoints_host& copy) {
    copy = {};
    if (!host) return true;
    constexpr std::size_t least = offsetof(tillpoints_host, context);
    if (host->struct_size < least || host->abi_major != TILLPOINTS_ABI_MAJOR) return false;
    std::memcpy(&copy, host, std::min<std::size_t>(host->struct_size, sizeof copy));
    return true;
}

LogCopy log_copy(const tillpoints_host& host) {
    if (!host.log) return {};
    return [log = host.log, context = host.context](LogLevel level, std::string_view line) {
        log(context, static_cast<tillpoints_log_level>(level), {line.data(), line.size()});
    };
}

tillpoints_status create(tillpoints_text configuration, const tillpoints_host* host, tillpoints_report_fn report, void* user,
                         tillpoints_instance** instance) {
    return guarded([&] {
        tillpoints_host copy;
        if (!instance || !readable(configuration) || !copy_host(host, copy)) return TILLPOINTS_MISUSE;
        *instance = nullptr;
        auto reading = read_config(view(configuration));
        if (!reading.ok()) {
            tell(report, user, problems_json(reading.problems));
            return TILLPOINTS_REJECTED;
        }
        auto made = std::make_unique<Instance>(copy, reading.config.timing.event_deadline);
        auto runtime = start_installation(std::move(reading.config), log_copy(copy));
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
