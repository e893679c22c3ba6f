#include "adapters/update/configurations.hpp"

namespace tillpoints::update {

std::string terminals_folder(std::string_view daemon) {
    const auto folder = text_member(Json::parse(daemon, nullptr, false), "state_directory");
    return (folder.empty() ? "/var/lib/tillpointsd" : folder) + "/terminals";
}

std::vector<TerminalConfiguration> terminal_configurations(std::string_view daemon,
                                                           const std::vector<std::string>& terminals,
                                                           const ReadConfiguration& read) {
    const Json settings = Json::parse(daemon, nullptr, false);
    std::vector<TerminalConfiguration> all;
    if (!settings.is_object()) return all;
    const auto members = [&](const Json& holder) {
        const Json plugin = holder.value("plugin", Json::object());
        return plugin.is_string() ? read(plugin.get<std::string>()) : plugin;
    };
    for (const auto& name : terminals) {
        Json whole = members(settings);
        for (const auto& each : settings.value("terminals", Json::array()))
            if (text_member(each, "name") == name) whole.merge_patch(members(each));
        if (!whole.is_object()) continue;
        if (text_member(whole, "data_directory").empty())
            whole["data_directory"] = terminals_folder(daemon) + "/" + name + "/plugin";
        all.push_back({name, text_member(whole, "data_directory"),
                       whole.dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
    return all;
}

Json with_drop_ins(std::string_view file, const std::vector<std::string>& drop_ins) {
    Json whole = Json::parse(file, nullptr, false);
    for (const auto& each : drop_ins)
        if (const Json patch = Json::parse(each, nullptr, false); patch.is_object()) whole.merge_patch(patch);
    return whole.is_object() ? whole : Json();
}

}  // namespace tillpoints::update
