#include "adapters/sidecar/setting_origins.hpp"

#include <functional>

namespace tillpoints::sidecar {
namespace {

using Take = std::function<void(const std::string& name, const Json& value)>;

/// A file's name is no secret, what stands in it may be.
bool may_be_secret(const std::string& name) {
    for (const auto* word : {"secret", "token", "password"})
        if (name.find(word) != std::string::npos) return true;
    return name.ends_with("key") || name.ends_with("credential");
}

void flatten(const std::string& prefix, const Json& value, const Take& take) {
    if (!value.is_object()) return take(prefix, value);
    for (const auto& [name, member] : value.items())
        if (!name.starts_with("//")) flatten(prefix.empty() ? name : prefix + "." + name, member, take);
}

bool stands_in(const Json& object, const std::string& path) {
    const Json* at = &object;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto dot = std::min(path.find('.', begin), path.size());
        const auto name = path.substr(begin, dot - begin);
        if (!at->is_object() || !at->contains(name)) return false;
        at = &(*at)[name];
        begin = dot + 1;
    }
    return true;
}

Json own_members(const Settings& settings) {
    Json listen = Json::array();
    for (const auto& at : settings.listen) listen.push_back(at.text() + (at.tls ? " (TLS)" : ""));
    return {{"state_directory", settings.state_directory},
            {"library", settings.library},
            {"listen", listen},
            {"hosts", settings.hosts},
            {"limits",
             {{"event_bytes", settings.limits.event_bytes},
              {"connections", settings.limits.connections},
              {"connections_of_address", settings.limits.connections_of_address},
              {"events_per_second", settings.limits.events_per_second},
              {"events_in_flight", settings.limits.events_in_flight},
              {"streams", settings.limits.streams}}},
            {"keep_answers_days", settings.keep_answers.count() / 24},
            {"code_minutes", settings.code_lifetime.count()},
            {"code_tries", settings.code_tries},
            {"heartbeat_s", settings.heartbeat.count()},
            {"pages",
             {{"assets", settings.pages.assets},
              {"terminals", settings.pages.terminals},
              {"idle_minutes", settings.pages.idle.count()},
              {"session_hours", settings.pages.longest.count()},
              {"keep_days", settings.pages.keep.count() / 24}}}};
}

}  // namespace

Json setting_origins(const Settings& settings, const std::string& terminal) {
    Json out = Json::array();
    const auto add = [&](const std::string& name, const Json& value, const char* from) {
        out.push_back({{"name", name}, {"value", may_be_secret(name) ? Json("***") : value}, {"from", from}});
    };
    const auto found = settings.terminals.find(terminal);
    const auto own = found == settings.terminals.end() ? Json::object() : found->second;
    flatten("", settings.plugin_of(terminal, own), [&](const std::string& name, const Json& value) {
        const auto* from = stands_in(own, name)               ? "terminal"
                           : stands_in(settings.plugin, name) ? "common"
                                                              : "default";
        add("plugin." + name, value, from);
    });
    const auto defaults = own_members(Settings());
    flatten("", own_members(settings), [&](const std::string& name, const Json& value) {
        const auto place = "/" + name;
        std::string pointer(place);
        for (auto& c : pointer)
            if (c == '.') c = '/';
        const bool usual = defaults.value(Json::json_pointer(pointer), Json()) == value;
        add(name, value, usual ? "default" : "daemon");
    });
    return out;
}

}  // namespace tillpoints::sidecar
