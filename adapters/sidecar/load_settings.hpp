#pragma once
#include <optional>
#include <string>

#include "adapters/sidecar/plugin_library.hpp"
#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// The settings of the file; or nothing, and `problems` says in lines what is wrong where.
std::optional<Settings> load_settings(const std::string& file, std::string& problems);

/// Takes in the plugin's configurations that stand in files; false, and `problems` says in lines what is
/// wrong.
bool take_plugin_files(Settings& settings, const PluginLibrary& library, const std::string& file,
                       std::string& problems);

/// This machine's name; empty if it has none.
std::string own_host_name();

}  // namespace tillpoints::sidecar
