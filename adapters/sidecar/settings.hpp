#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tillpoints::sidecar {

using Json = nlohmann::json;

/// Where the daemon listens: a unix socket, or an address and port.
struct ListenAt {
    std::string unix_path;  ///< empty: address and port
    unsigned mode = 0660;   ///< of the unix socket
    std::string address;
    std::uint16_t port = 0;  ///< 0: any free one
    bool tls = false;
    bool by_name = false;  ///< who connects here may name a terminal instead of showing its token

    std::string text() const;
};

/// What one side may take of the daemon.
struct Limits {
    std::size_t event_bytes = 1u << 20;
    std::size_t connections = 1024;
    std::size_t connections_of_address = 256;
    std::size_t events_per_second = 100;  ///< of one terminal, after a burst of five seconds' worth
    std::size_t events_in_flight = 64;    ///< of one terminal
    std::size_t streams = 8;              ///< of one terminal
};

/// The shop's pages.
struct PageSettings {
    std::string assets;                    ///< the folder of their files; empty: the one beside the program
    std::vector<std::string> terminals{};  ///< those whose pages may be opened; empty: all
    std::chrono::minutes idle{30};         ///< after which an unused session ends
    std::chrono::hours longest{12};        ///< after which every session ends
    std::chrono::hours keep{24 * 400};     ///< how long pages remember receipts
};

/// The configuration of the daemon.
struct Settings {
    std::string state_directory;
    std::string library;  ///< empty: the one beside the program
    std::vector<ListenAt> listen;
    std::vector<std::string> hosts;  ///< further names by which clients call this machine
    /// name -> the plugin's configuration: an object, or the path of its file until `take_plugin_files`.
    std::map<std::string, Json> terminals;
    Json plugin = Json::object();  ///< what terminals have in common, enrolled ones too; the same
    Limits limits;
    std::chrono::hours keep_answers{24 * 30};
    std::chrono::minutes code_lifetime{15};
    int code_tries = 5;
    std::chrono::seconds heartbeat{15};
    PageSettings pages;

    std::string terminal_directory(const std::string& name) const;
    /// The plugin's configuration of a terminal: the common members, its own, and its data directory.
    Json plugin_of(const std::string& name, const Json& own) const;
};

/// Something wrong in the configuration: where, what is expected and what was found.
struct SettingsProblem {
    std::string where;
    std::string expected;
    std::string found;
    std::string sentence() const;
};

/// A name of a terminal: 1 to 64 letters, digits, '-', '_' and '.', not beginning with a '.'.
bool is_terminal_name(const std::string& name);

/// Reads the plugin's configuration that stands in a file; throws with the reason.
using ReadPluginFile = std::function<std::string(const std::string& path)>;

/// Replaces every path of a plugin's configuration by what stands in the file.
void take_plugin_files(Settings& settings, const ReadPluginFile& read,
                       std::vector<SettingsProblem>& problems);

/// The settings, or every problem of the text.
std::optional<Settings> read_settings(const std::string& text, std::vector<SettingsProblem>& problems);

}  // namespace tillpoints::sidecar
