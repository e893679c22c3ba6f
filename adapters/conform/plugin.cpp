// A plugin that watches its host: it answers by a table, or hands every call on to the real library, and
// records all.
#include <dlfcn.h>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "adapters/conform/forwarded_instance.hpp"
#include "adapters/conform/scenario.hpp"
#include "adapters/conform/scripted_instance.hpp"

namespace tillpoints::conform {
namespace {

/// What lives as long as the library is loaded. Instances are kept after destroy, so that a call that follows
/// is seen and does no harm.
struct Library {
    std::mutex mutex;
    std::shared_ptr<Recorder> recorder;
    int inits = 0;
    int instances = 0;
    const tillpoints_entry_points* real = nullptr;
    std::vector<std::unique_ptr<ScriptedInstance>> scripted;
    std::vector<std::unique_ptr<ForwardedInstance>> forwarded;
};

Library& library() {
    static Library one;
    return one;
}

/// init comes before the file is known, so its entry is written with the first create.
void open_recorder(Library& at, const std::string& file) {
    if (at.recorder) return;
    at.recorder = std::make_shared<Recorder>(file);
    for (int i = 0; i < at.inits; ++i) at.recorder->write({.call = Call::init});
}

const tillpoints_factory* real_factory(Library& at, const std::string& path) {
    if (!at.real) {
        void* loaded = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!loaded) throw std::runtime_error(::dlerror());
        const auto* entry = static_cast<const tillpoints_entry_points*>(::dlsym(loaded, "tillpoints_entry"));
        if (!entry || entry->abi_major != TILLPOINTS_ABI_MAJOR || entry->init() != TILLPOINTS_OK)
            throw std::runtime_error(path + " is no plugin of this version of the interface");
        at.real = entry;
    }
    return static_cast<const tillpoints_factory*>(at.real->get_factory(TILLPOINTS_FACTORY));
}

tillpoints_status create_forwarded(Library& at, Json configuration, const tillpoints_host* host,
                                   tillpoints_report_fn report, void* user, tillpoints_instance** instance) {
    const auto path = configuration["conform"].at("library").get<std::string>();
    configuration.erase("conform");
    const auto text = configuration.dump();
    tillpoints_instance* real = nullptr;
    const auto status = real_factory(at, path)->create({text.data(), text.size()}, host, report, user, &real);
    at.recorder->write({.call = Call::create, .instance = at.instances, .status = status});
    if (status != TILLPOINTS_OK) return status;
    at.forwarded.push_back(std::make_unique<ForwardedInstance>(at.recorder, real, at.instances));
    *instance = at.forwarded.back()->handle();
    return TILLPOINTS_OK;
}

tillpoints_status create_scripted(Library& at, const Json& conform, tillpoints_instance** instance) {
    const auto name = conform.at("scenario").get<std::string>();
    const auto* scenario = find_scenario(name);
    if (!scenario) throw std::runtime_error("there is no scenario '" + name + "'");
    // What a scenario disturbs happens once, in the first life of the host.
    const auto disturbed = at.scripted.empty() ? scenario->disturbed : std::map<std::string, Disturbance>();
    at.recorder->write({.call = Call::create, .instance = at.instances});
    at.scripted.push_back(std::make_unique<ScriptedInstance>(at.recorder, Answers(disturbed), at.instances));
    *instance = at.scripted.back()->handle();
    return TILLPOINTS_OK;
}

tillpoints_status create(tillpoints_text configuration, const tillpoints_host* host,
                         tillpoints_report_fn report, void* user, tillpoints_instance** instance) {
    if (!configuration.data || !instance) return TILLPOINTS_MISUSE;
    try {
        Library& at = library();
        const std::lock_guard lock(at.mutex);
        const Json json = Json::parse(std::string_view(configuration.data, configuration.size));
        const auto& conform = json.at("conform");
        open_recorder(at, conform.at("record").get<std::string>());
        ++at.instances;
        return conform.contains("library") ? create_forwarded(at, json, host, report, user, instance)
                                           : create_scripted(at, conform, instance);
    } catch (const std::exception& failure) {
        const auto text =
            Json({{"problems",
                   {{{"code", "invalid_value"}, {"where", "conform"}, {"message", failure.what()}}}}})
                .dump();
        if (report) report(user, {text.data(), text.size()});
        return TILLPOINTS_REJECTED;
    }
}

tillpoints_status init() {
    Library& at = library();
    const std::lock_guard lock(at.mutex);
    ++at.inits;
    if (at.recorder) at.recorder->write({.call = Call::init});
    return TILLPOINTS_OK;
}

void deinit() {
    Library& at = library();
    const std::lock_guard lock(at.mutex);
    --at.inits;
    if (at.recorder) at.recorder->write({.call = Call::deinit});
    if (at.inits == 0 && at.real) at.real->deinit();
    if (at.inits == 0) at.real = nullptr;
}

const void* get_factory(const char* id) {
    static const tillpoints_factory factory = {sizeof factory, create};
    return id && std::string_view(id) == TILLPOINTS_FACTORY ? &factory : nullptr;
}

}  // namespace
}  // namespace tillpoints::conform

extern "C" __attribute__((visibility("default"))) const tillpoints_entry_points tillpoints_entry = {
    sizeof(tillpoints_entry_points),
    TILLPOINTS_ABI_MAJOR,
    TILLPOINTS_ABI_MINOR,
    TILLPOINTS_VERSION,
    tillpoints::conform::init,
    tillpoints::conform::deinit,
    tillpoints::conform::get_factory,
    [](const char*) -> const void* { return nullptr; },
};
