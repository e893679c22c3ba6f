#include "adapters/update/configurations.hpp"

#include "adapters/update/members.hpp"

namespace tillpoints::update {

std::string terminals_folder(std::string_view daemon) {
    const auto folder = text_member(Json::parse(daemon, nullptr, false), "state_directory");
    return (folder.empty() ? "/var/lib/tillpointsd" : folder) + "/terminals";
}

std::vector<TerminalConfiguration> terminal_configurations(std::string_view daemon,
                                                           const std::vector<std::string>& terminals) {
    const Json settings = Json::parse(daemon, nullptr, false);
    std::vector<TerminalConfiguration> all;
    if (!settings.is_object()) return all;
    for (const auto& name : terminals) {
        Json whole = settings.value("plugin", Json::object());
        for (const auto& each : settings.value("terminals", Json::array()))
            if (text_member(each, "name") == name) whole.merge_patch(each.value("plugin", Json::object()));
        if (!whole.is_object()) continue;
        if (text_member(whole, "data_directory").empty())
            whole["data_directory"] = terminals_folder(daemon) + "/" + name + "/plugin";
        all.push_back({name, whole.dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
    return all;
}

}  // namespace tillpoints::update
