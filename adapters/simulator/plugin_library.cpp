#include "adapters/simulator/plugin_library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <utility>

#include "adapters/simulator/setup.hpp"

namespace tillpoints::simulator {
namespace {

void keep_report(void* user, tillpoints_text report) {
    static_cast<std::string*>(user)->assign(report.data == nullptr ? "" : report.data, report.size);
}

void forward_log(void* context, tillpoints_log_level level, tillpoints_text line) {
    const auto& log = *static_cast<const Plugin::Log*>(context);
    if (log) log(level, std::string(line.data, line.size));
}

tillpoints_text text_of(const std::string& text) {
    return {text.data(), text.size()};
}

/// The library that belongs to this program, where nobody names another; without a slash dlopen searches the
/// system's folders.
std::string own_library() {
    namespace fs = std::filesystem;
    std::error_code unknown;
    const auto folder = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const auto& place : {folder / TILLPOINTS_SONAME, folder.parent_path() / "lib" / TILLPOINTS_SONAME})
        if (!unknown && fs::exists(place, unknown)) return place.string();
    return TILLPOINTS_SONAME;
}

/// A name without a slash is a file in the current folder, because a technician means the file he sees.
std::string place_of(const std::string& path) {
    if (path.empty()) return own_library();
    return path.find('/') == std::string::npos ? "./" + path : path;
}

}  // namespace

PluginLibrary::PluginLibrary(const std::string& given) {
    const auto path = place_of(given);
    handle_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) throw PluginFailure(std::string("the plugin does not load: ") + dlerror());
    entry_ = static_cast<const tillpoints_entry_points*>(dlsym(handle_, "tillpoints_entry"));
    std::string problem;
    if (entry_ == nullptr) {
        problem = path + " is no loyalty plugin: it has no tillpoints_entry";
    } else if (entry_->abi_major != TILLPOINTS_ABI_MAJOR) {
        problem = path + " speaks interface version " + std::to_string(entry_->abi_major) +
                  ", this register " + std::to_string(TILLPOINTS_ABI_MAJOR);
    } else if (const auto status = entry_->init(); status != TILLPOINTS_OK) {
        problem = path + ": init answered " + status_name(status);
    }
    if (problem.empty()) return;
    dlclose(handle_);
    throw PluginFailure(problem);
}

PluginLibrary::~PluginLibrary() {
    entry_->deinit();
    dlclose(handle_);
}

std::string configuration_of(const PluginLibrary& library, const std::string& file) {
    const auto* files = static_cast<const tillpoints_ext_configuration_files*>(
        library.entry().get_extension(TILLPOINTS_EXT_CONFIGURATION_FILES));
    if (files == nullptr) return read_file(file);
    std::string report;
    const auto status = files->load(text_of(file), keep_report, &report);
    if (status != TILLPOINTS_OK) throw PluginFailure("the configuration is refused: " + report);
    return report;
}

Plugin::Plugin(const PluginLibrary& library, const std::string& configuration, Log log)
    : log_(std::move(log)) {
    const auto* factory =
        static_cast<const tillpoints_factory*>(library.entry().get_factory(TILLPOINTS_FACTORY));
    if (factory == nullptr) throw PluginFailure("the plugin offers no " TILLPOINTS_FACTORY);
    host_ = {.struct_size = sizeof host_,
             .abi_major = TILLPOINTS_ABI_MAJOR,
             .context = &log_,
             .log = forward_log,
             .get_extension = nullptr};
    std::string report;
    const auto status = factory->create(text_of(configuration), &host_, keep_report, &report, &instance_);
    if (status != TILLPOINTS_OK || instance_ == nullptr)
        throw PluginFailure("the plugin does not start (" + status_name(status) + ") " + report);
    diagnostics_ = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
}

Plugin::~Plugin() {
    instance_->destroy(instance_);
}

tillpoints_status Plugin::submit(const std::string& event, std::uint32_t deadline_ms,
                                 tillpoints_reply_fn reply, void* user) {
    return instance_->submit(instance_, text_of(event), deadline_ms, reply, user);
}

std::string Plugin::status() const {
    std::string report;
    if (diagnostics_ != nullptr && diagnostics_->status != nullptr)
        diagnostics_->status(instance_, keep_report, &report);
    return report;
}

std::string Plugin::receipt(const std::string& receipt_id) const {
    std::string report;
    if (diagnostics_ != nullptr && diagnostics_->receipt != nullptr)
        diagnostics_->receipt(instance_, text_of(receipt_id), keep_report, &report);
    return report;
}

std::string status_name(tillpoints_status status) {
    switch (status) {
        case TILLPOINTS_OK:
            return "ok";
        case TILLPOINTS_MISUSE:
            return "misuse";
        case TILLPOINTS_REJECTED:
            return "configuration rejected";
        case TILLPOINTS_UNAVAILABLE:
            return "database unavailable";
        case TILLPOINTS_SHUTTING_DOWN:
            return "shutting down";
        case TILLPOINTS_INTERNAL:
            return "internal error";
        case TILLPOINTS_BUSY:
            return "busy: too many events wait";
    }
    return "status " + std::to_string(static_cast<int>(status));
}

}  // namespace tillpoints::simulator
