#include <cstring>
#include <string_view>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/process_ready.hpp"
#include "plugin/abi/retired.hpp"

namespace tillpoints::abi {
namespace {

tillpoints_status init() {
    return guarded([] {
        if (!make_process_ready()) return TILLPOINTS_INTERNAL;
        count_in();
        return TILLPOINTS_OK;
    });
}

void deinit() {
    guarded([] {
        count_out();
        return TILLPOINTS_OK;
    });
}

const void* get_factory(const char* id) {
    return id && std::string_view(id) == TILLPOINTS_FACTORY ? &factory : nullptr;
}

const void* get_extension(const char* id) {
    const std::string_view name = id ? id : "";
    if (name == TILLPOINTS_EXT_CONFIGURATION) return &configuration_extension;
    if (name == TILLPOINTS_EXT_CONFIGURATION_FILES) return &configuration_files_extension;
    if (name == TILLPOINTS_EXT_PRICING) return &pricing_extension;
    if (name == TILLPOINTS_EXT_INSPECTION) return &inspection_extension;
    if (name == TILLPOINTS_EXT_INSTALLATION) return &installation_extension;
    if (name == TILLPOINTS_EXT_QUEUE) return &queue_extension;
    if (name == TILLPOINTS_EXT_RECEIPTS) return &receipts_extension;
    if (name == TILLPOINTS_EXT_STORAGE) return &storage_extension;
    if (name == TILLPOINTS_EXT_DIAGNOSIS) return &diagnosis_extension;
    return nullptr;
}

}  // namespace
}  // namespace tillpoints::abi

extern "C" __attribute__((visibility("default"))) const tillpoints_entry_points tillpoints_entry = {
    sizeof(tillpoints_entry_points),
    TILLPOINTS_ABI_MAJOR,
    TILLPOINTS_ABI_MINOR,
    TILLPOINTS_VERSION,
    tillpoints::abi::init,
    tillpoints::abi::deinit,
    tillpoints::abi::get_factory,
    tillpoints::abi::get_extension,
};
