#include "adapters/cli/library.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* library_name = TILLPOINTS_SONAME;

/// Paths to try, in order; a name without a slash is searched on the system's library path.
std::vector<std::string> candidates(const std::string& path) {
    if (!path.empty()) return {path.find('/') == std::string::npos ? "./" + path : path};
    std::vector<std::string> places;
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (!unknown) {
        const auto folder = program.parent_path();
        for (const auto& place : {folder / library_name, folder.parent_path() / "lib" / library_name})
            if (std::filesystem::exists(place, unknown)) places.push_back(place.string());
    }
    places.emplace_back(library_name);
    return places;
}

}  // namespace

Library::Library(const std::string& path) {
    std::string reasons;
    for (const auto& place : candidates(path)) {
        handle_ = ::dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (handle_) break;
        reasons += (reasons.empty() ? "" : "; ") + std::string(::dlerror());
    }
    if (!handle_) throw NoPlugin(reasons);
    const auto refuse = [&](Text reason) {
        ::dlclose(handle_);
        throw NoPlugin(say(reason));
    };
    entry_ = static_cast<const tillpoints_entry_points*>(::dlsym(handle_, "tillpoints_entry"));
    if (!entry_) refuse(Text::not_the_plugin);
    if (entry_->struct_size < sizeof(tillpoints_entry_points) || entry_->abi_major != TILLPOINTS_ABI_MAJOR)
        refuse(Text::other_abi);
    if (entry_->init() != TILLPOINTS_OK) refuse(Text::not_initialised);
}

Library::~Library() {
    entry_->deinit();
    ::dlclose(handle_);
}

template <class Extension>
const Extension& Library::extension(const char* id) const {
    const auto* found = static_cast<const Extension*>(entry_->get_extension(id));
    if (!found || found->struct_size < sizeof(Extension))
        throw NoPlugin(say(Text::lacks_extension, {version(), id}));
    return *found;
}

const tillpoints_factory& Library::factory() const {
    const auto* found = static_cast<const tillpoints_factory*>(entry_->get_factory(TILLPOINTS_FACTORY));
    if (!found) throw NoPlugin(say(Text::not_the_plugin));
    return *found;
}

const tillpoints_ext_configuration& Library::configuration() const {
    return extension<tillpoints_ext_configuration>(TILLPOINTS_EXT_CONFIGURATION);
}

const tillpoints_ext_configuration_files* Library::configuration_files() const {
    return static_cast<const tillpoints_ext_configuration_files*>(
        entry_->get_extension(TILLPOINTS_EXT_CONFIGURATION_FILES));
}

const tillpoints_ext_installation* Library::installation() const {
    return static_cast<const tillpoints_ext_installation*>(
        entry_->get_extension(TILLPOINTS_EXT_INSTALLATION));
}

const tillpoints_ext_pricing& Library::pricing() const {
    return extension<tillpoints_ext_pricing>(TILLPOINTS_EXT_PRICING);
}

const tillpoints_ext_inspection& Library::inspection() const {
    return extension<tillpoints_ext_inspection>(TILLPOINTS_EXT_INSPECTION);
}

const tillpoints_ext_queue& Library::queue() const {
    return extension<tillpoints_ext_queue>(TILLPOINTS_EXT_QUEUE);
}

const tillpoints_ext_receipts& Library::receipts() const {
    return extension<tillpoints_ext_receipts>(TILLPOINTS_EXT_RECEIPTS);
}

const tillpoints_ext_storage& Library::storage() const {
    return extension<tillpoints_ext_storage>(TILLPOINTS_EXT_STORAGE);
}

const tillpoints_ext_diagnosis& Library::diagnosis() const {
    return extension<tillpoints_ext_diagnosis>(TILLPOINTS_EXT_DIAGNOSIS);
}

tillpoints_text text_of(std::string_view text) {
    return {text.data(), text.size()};
}

void Reports::collect(void* user, tillpoints_text report) noexcept {
    static_cast<Reports*>(user)->texts.emplace_back(report.data ? report.data : "",
                                                    report.data ? report.size : 0);
}

}  // namespace tillpoints::cli
