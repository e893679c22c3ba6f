#include "adapters/evotor/jni/plugin.hpp"

#include <dlfcn.h>

namespace tillpoints::evotor {
namespace {

void keep_report(void* user, tillpoints_text report) {
    static_cast<std::string*>(user)->assign(report.data == nullptr ? "" : report.data, report.size);
}

}  // namespace

std::unique_ptr<Plugin> Plugin::open(const std::string& library, const std::string& configuration,
                                     std::string& problem) {
    std::unique_ptr<Plugin> plugin(new Plugin);
    plugin->library_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (plugin->library_ == nullptr) {
        const char* reason = dlerror();
        problem = reason == nullptr ? "the library does not load" : reason;
        return nullptr;
    }
    plugin->entry_ = static_cast<const tillpoints_entry_points*>(dlsym(plugin->library_, "tillpoints_entry"));
    if (plugin->entry_ == nullptr || plugin->entry_->abi_major != TILLPOINTS_ABI_MAJOR) {
        problem = library + " is no loyalty plugin of version " + std::to_string(TILLPOINTS_ABI_MAJOR) +
                  " of the interface";
        return nullptr;
    }
    plugin->initialised_ = plugin->entry_->init() == TILLPOINTS_OK;
    const auto* factory =
        plugin->initialised_
            ? static_cast<const tillpoints_factory*>(plugin->entry_->get_factory(TILLPOINTS_FACTORY))
            : nullptr;
    if (factory == nullptr) {
        problem = "the plugin has no memory, or no factory";
        return nullptr;
    }
    tillpoints_host host{};
    host.struct_size = sizeof host;
    host.abi_major = TILLPOINTS_ABI_MAJOR;
    const auto status = factory->create({configuration.data(), configuration.size()}, &host, keep_report,
                                        &problem, &plugin->instance_);
    if (status == TILLPOINTS_OK) return plugin;
    plugin->instance_ = nullptr;
    if (problem.empty()) problem = "the plugin does not start: status " + std::to_string(status);
    return nullptr;
}

Plugin::~Plugin() {
    if (instance_ != nullptr) instance_->destroy(instance_);
    if (initialised_) entry_->deinit();
    if (library_ != nullptr) dlclose(library_);
}

tillpoints_status Plugin::submit(tillpoints_text event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                                 void* user) {
    return instance_->submit(instance_, event, deadline_ms, reply, user);
}

std::string Plugin::status() const {
    std::string report;
    const auto* diagnostics = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
    if (diagnostics != nullptr && diagnostics->status != nullptr)
        diagnostics->status(instance_, keep_report, &report);
    return report;
}

}  // namespace tillpoints::evotor
