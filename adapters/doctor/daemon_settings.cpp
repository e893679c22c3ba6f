#include "adapters/doctor/daemon_settings.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

namespace tillpoints::doctor {
namespace {

using Json = nlohmann::json;

std::string member_of(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string();
}

bool flag_member(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_boolean() && json[name].get<bool>();
}

DaemonSocket socket_in(const Json& json) {
    DaemonSocket socket;
    socket.unix_path = member_of(json, "unix");
    const auto address = member_of(json, "address");
    if (const auto colon = address.rfind(':'); colon != std::string::npos) {
        socket.address = address.substr(0, colon);
        socket.port = address.substr(colon + 1);
        if (socket.address.starts_with('[') && socket.address.ends_with(']'))
            socket.address = socket.address.substr(1, socket.address.size() - 2);
    }
    socket.tls = flag_member(json, "tls");
    socket.by_name = flag_member(json, "by_name");
    return socket;
}

/// {"problems":[{"where","expected","found"}]} in words.
std::string problem_words(const std::string& json) {
    const Json report = Json::parse(json, nullptr, false);
    if (!report.is_object() || !report.contains("problems") || !report["problems"].is_array() ||
        report["problems"].empty())
        return json;
    const auto& problem = report["problems"].front();
    return member_of(problem, "where") + ": expected " + member_of(problem, "expected") + ", found " +
           member_of(problem, "found");
}

}  // namespace

std::optional<DaemonSettings> daemon_settings_in(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    DaemonSettings settings;
    settings.state_directory = member_of(json, "state_directory");
    if (!settings.state_directory.starts_with('/')) return {};
    if (json.contains("listen") && json["listen"].is_array())
        for (const auto& each : json["listen"]) settings.sockets.push_back(socket_in(each));
    if (settings.sockets.empty())
        settings.sockets = {{settings.state_directory + "/tillpointsd.sock", "", "", false, false},
                            {"", "127.0.0.1", "8787", false, false}};
    if (json.contains("terminals") && json["terminals"].is_array())
        for (const auto& each : json["terminals"]) {
            const auto name = member_of(each, "name");
            if (name.empty() || name.find('/') != std::string::npos) continue;
            auto directory = member_of(each.value("plugin", Json::object()), "data_directory");
            settings.terminals[name] = directory.empty() ? settings.data_directory_of(name) : directory;
        }
    return settings;
}

void take_ports(const std::string& ports, DaemonSettings& settings) {
    const Json places = Json::parse(ports, nullptr, false);
    if (!places.is_array() || places.size() != settings.sockets.size()) return;
    for (std::size_t i = 0; i < settings.sockets.size(); ++i)
        if (settings.sockets[i].port == "0" && places[i].is_object() && places[i].contains("port"))
            settings.sockets[i].port = places[i]["port"].dump();
}

std::string first_problem_in(const std::string& printed) {
    constexpr std::size_t longest = 400;
    auto line = printed.substr(0, printed.find('\n'));
    if (const auto json = line.find('{'); json != std::string::npos)
        line = line.substr(0, json) + problem_words(line.substr(json));
    return line.substr(0, longest);
}

std::map<std::string, bool> running_terminals_in(std::string_view metrics) {
    static constexpr std::string_view before = "tillpointsd_terminal_up{terminal=\"";
    static constexpr std::string_view after = "\"} ";
    std::map<std::string, bool> found;
    std::istringstream lines{std::string(metrics)};
    for (std::string line; std::getline(lines, line);) {
        const auto end = line.find(after);
        if (!line.starts_with(before) || end == std::string::npos) continue;
        found[line.substr(before.size(), end - before.size())] = line.substr(end + after.size()) == "1";
    }
    return found;
}

}  // namespace tillpoints::doctor
