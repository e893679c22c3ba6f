#include "adapters/sidecar/settings.hpp"

#include <algorithm>

namespace tillpoints::sidecar {

std::string ListenAt::text() const {
    if (!unix_path.empty()) return unix_path;
    const bool v6 = address.find(':') != std::string::npos;
    return (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

std::string Settings::terminal_directory(const std::string& name) const {
    return state_directory + "/terminals/" + name;
}

Json Settings::plugin_of(const std::string& name, const Json& own) const {
    Json whole = plugin;
    whole.merge_patch(own);
    if (!whole.contains("data_directory")) whole["data_directory"] = terminal_directory(name) + "/plugin";
    return whole;
}

std::string SettingsProblem::sentence() const {
    return (where.empty() ? std::string() : where + ": ") + "expected " + expected +
           (found.empty() ? "" : ", found " + found);
}

bool is_terminal_name(const std::string& name) {
    return !name.empty() && name.size() <= 64 && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

}  // namespace tillpoints::sidecar
