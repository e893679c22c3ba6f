#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::update {

/// A plugin's configuration of a daemon's terminal.
struct TerminalConfiguration {
    std::string name;
    std::string text;  ///< JSON
};

/// The configuration that the daemon gives to the plugin of each of these terminals, by the daemon's own
/// configuration. Pure.
std::vector<TerminalConfiguration> terminal_configurations(std::string_view daemon,
                                                           const std::vector<std::string>& terminals);

/// Where the daemon keeps its terminals' data.
std::string terminals_folder(std::string_view daemon);

}  // namespace tillpoints::update
