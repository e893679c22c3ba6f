#include "adapters/sidecar/plugin_library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <utility>

#include "adapters/sidecar/private_file.hpp"

namespace tillpoints::sidecar {
namespace {

void keep_report(void* user, tillpoints_text report) {
    static_cast<std::string*>(user)->assign(report.data == nullptr ? "" : report.data, report.size);
}

tillpoints_text text_of(const std::string& text) {
    return {text.data(), text.size()};
}

void hand_over(void* user, tillpoints_text reply) {
    const std::unique_ptr<Instance::OnReply> on_reply(static_cast<Instance::OnReply*>(user));
    (*on_reply)(std::string(reply.data, reply.size));
}

/// The library that belongs to this program; without a slash dlopen searches the system's folders.
std::string own_library() {
    namespace fs = std::filesystem;
    std::error_code unknown;
    const auto folder = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const auto& place : {folder / TILLPOINTS_SONAME, folder.parent_path() / "lib" / TILLPOINTS_SONAME})
        if (!unknown && fs::exists(place, unknown)) return place.string();
    return TILLPOINTS_SONAME;
}

}  // namespace

PluginLibrary::PluginLibrary(const std::string& given) {
    const auto path = given.empty() ? own_library() : given;
    handle_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) throw LibraryFailure(std::string("the library does not load: ") + dlerror());
    entry_ = static_cast<const tillpoints_entry_points*>(dlsym(handle_, "tillpoints_entry"));
    std::string problem;
    if (entry_ == nullptr) {
        problem = path + " is no loyalty plugin: it has no tillpoints_entry";
    } else if (entry_->abi_major != TILLPOINTS_ABI_MAJOR) {
        problem = path + " speaks interface version " + std::to_string(entry_->abi_major) + ", this daemon " +
                  std::to_string(TILLPOINTS_ABI_MAJOR);
    } else if (entry_->init() != TILLPOINTS_OK) {
        problem = path + ": init failed";
    } else {
        factory_ = static_cast<const tillpoints_factory*>(entry_->get_factory(TILLPOINTS_FACTORY));
        if (factory_ != nullptr) return;
        entry_->deinit();
        problem = path + " offers no " TILLPOINTS_FACTORY;
    }
    dlclose(handle_);
    throw LibraryFailure(problem);
}

PluginLibrary::~PluginLibrary() {
    entry_->deinit();
    dlclose(handle_);
}

std::string PluginLibrary::configuration_in(const std::string& file) const {
    const auto* files = static_cast<const tillpoints_ext_configuration_files*>(
        entry_->get_extension(TILLPOINTS_EXT_CONFIGURATION_FILES));
    std::string report;
    if (files == nullptr) {
        const auto text = read_file(file);  // the library is of an earlier version
        if (!text) throw LibraryFailure(file + " cannot be read");
        return *text;
    }
    if (files->load(text_of(file), keep_report, &report) != TILLPOINTS_OK) throw LibraryFailure(report);
    return report;
}

std::string PluginLibrary::problems_of(const std::string& configuration) const {
    const auto* check =
        static_cast<const tillpoints_ext_configuration*>(entry_->get_extension(TILLPOINTS_EXT_CONFIGURATION));
    if (check == nullptr) return {};
    std::string report;
    return check->check(text_of(configuration), keep_report, &report) == TILLPOINTS_OK ? std::string()
                                                                                       : report;
}

Instance::Instance(const PluginLibrary& library, const std::string& configuration) {
    const tillpoints_host host{.struct_size = sizeof host,
                               .abi_major = TILLPOINTS_ABI_MAJOR,
                               .context = nullptr,
                               .log = nullptr,
                               .get_extension = nullptr};
    std::string report;
    const auto status =
        library.factory().create(text_of(configuration), &host, keep_report, &report, &instance_);
    if (status != TILLPOINTS_OK || instance_ == nullptr)
        throw LibraryFailure(report.empty() ? "create answered " + std::to_string(status) : report);
    diagnostics_ = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
}

Instance::~Instance() {
    instance_->destroy(instance_);
}

tillpoints_status Instance::submit(const std::string& event, std::uint32_t deadline_ms, OnReply on_reply) {
    auto user = std::make_unique<OnReply>(std::move(on_reply));
    const auto status = instance_->submit(instance_, text_of(event), deadline_ms, hand_over, user.get());
    if (status == TILLPOINTS_OK) static_cast<void>(user.release());
    return status;
}

std::string Instance::status() {
    std::string report;
    if (diagnostics_ == nullptr || diagnostics_->status(instance_, keep_report, &report) != TILLPOINTS_OK)
        return {};
    return report;
}

}  // namespace tillpoints::sidecar
