#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/update/members.hpp"

/// What data directories there are, by the configurations of the register and of the daemon. Pure.
namespace tillpoints::update {

/// A plugin's configuration of a daemon's terminal.
struct TerminalConfiguration {
    std::string name;
    std::string data_directory;
    std::string text;  ///< JSON
};

/// The plugin's configuration in a file, with its drop-ins; null if there is none.
using ReadConfiguration = std::function<Json(const std::string& path)>;

/// The configuration that the daemon gives to the plugin of each of these terminals, by the daemon's own
/// configuration: the common members or file, the terminal's own before it.
std::vector<TerminalConfiguration> terminal_configurations(std::string_view daemon,
                                                           const std::vector<std::string>& terminals,
                                                           const ReadConfiguration& read);

/// Where the daemon keeps its terminals' data.
std::string terminals_folder(std::string_view daemon);

/// A configuration with its drop-ins, in their order.
Json with_drop_ins(std::string_view file, const std::vector<std::string>& drop_ins);

}  // namespace tillpoints::update
