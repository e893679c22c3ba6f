#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reads what doctor needs of the configuration and the answers of tillpointsd. Pure.
namespace tillpoints::doctor {

struct DaemonSocket {
    std::string unix_path;  ///< empty: address and port
    std::string address;
    std::string port;
    bool tls = false;
    bool by_name = false;

    std::string text() const {
        if (!unix_path.empty()) return unix_path;
        return (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" + port;
    }
};

struct DaemonSettings {
    std::string state_directory;
    std::vector<DaemonSocket> sockets;
    /// Name -> data directory. Those that were enrolled by a code stand in the state directory only.
    std::map<std::string, std::string> terminals;

    std::string data_directory_of(const std::string& terminal) const {
        return state_directory + "/terminals/" + terminal + "/plugin";
    }
};

/// Nothing for a text that tillpointsd refuses as a whole; `tillpointsd check` says what is wrong.
std::optional<DaemonSettings> daemon_settings_in(const std::string& text);

/// The ports that a running daemon chose (ports.json), in the order of `sockets`, for those that say 0.
void take_ports(const std::string& ports, DaemonSettings& settings);

/// The first problem that `tillpointsd check` prints, in one line.
std::string first_problem_in(const std::string& printed);

/// Terminal -> whether it runs, of the daemon's metrics.
std::map<std::string, bool> running_terminals_in(std::string_view metrics);

}  // namespace tillpoints::doctor
