#pragma once
#include <string>

#include "adapters/cli/library.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {

/// The plugin at work, as a register has it. Runs as the owner of the data directory from then on, so that no
/// file of root's is left there.
class PluginInstance {
  public:
    /// Throws std::runtime_error with the reason if the plugin does not start.
    PluginInstance(const Library& library, const std::string& configuration);
    ~PluginInstance();
    PluginInstance(const PluginInstance&) = delete;
    PluginInstance& operator=(const PluginInstance&) = delete;

    /// The reply to an event; null if none came in time.
    Json ask(const Json& event);
    /// The entries of a receipt, and the status of everything.
    Json entries(const std::string& receipt) const;
    Json status() const;

  private:
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
};

}  // namespace tillpoints::cli
