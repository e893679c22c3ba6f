#pragma once
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

#include "tillpoints/extensions.h"

namespace tillpoints::simulator {

/// The plugin could not be loaded or refused its configuration; what() is for the technician.
struct PluginFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The shared library: loaded and initialised while this object lives.
class PluginLibrary {
  public:
    /// An empty path is the library beside this program, in its ../lib or in the system's path.
    explicit PluginLibrary(const std::string& path);
    ~PluginLibrary();
    PluginLibrary(const PluginLibrary&) = delete;
    PluginLibrary& operator=(const PluginLibrary&) = delete;

    const tillpoints_entry_points& entry() const { return *entry_; }

  private:
    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
};

/// The plugin's configuration: the file with its drop-ins, or the file alone where the library is of an
/// earlier version. Throws PluginFailure with every problem.
std::string configuration_of(const PluginLibrary& library, const std::string& file);

/// One running instance. `log` is called on the library's thread; it must live as long as this object.
class Plugin {
  public:
    using Log = std::function<void(tillpoints_log_level, std::string)>;

    Plugin(const PluginLibrary& library, const std::string& configuration, Log log);
    ~Plugin();
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    tillpoints_status submit(const std::string& event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                             void* user);

    /// Diagnostics as JSON text; empty where the plugin has no such extension or does not answer.
    std::string status() const;
    std::string receipt(const std::string& receipt_id) const;

  private:
    Log log_;
    tillpoints_host host_{};
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
};

std::string status_name(tillpoints_status status);

}  // namespace tillpoints::simulator
