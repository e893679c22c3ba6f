#pragma once
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "tillpoints/extensions.h"

namespace tillpoints::sidecar {

/// The library cannot be used; what() is for the technician.
struct LibraryFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The shared library: loaded and initialised while this object lives.
class PluginLibrary {
  public:
    /// An empty path is the library beside this program, in its ../lib or in the system's path. Throws
    /// LibraryFailure.
    explicit PluginLibrary(const std::string& path);
    ~PluginLibrary();
    PluginLibrary(const PluginLibrary&) = delete;
    PluginLibrary& operator=(const PluginLibrary&) = delete;

    std::string version() const { return entry_->version; }
    const tillpoints_factory& factory() const { return *factory_; }
    /// A plugin's configuration in a file, with its drop-ins. Throws LibraryFailure with the problems.
    std::string configuration_in(const std::string& file) const;
    /// {"problems":[...]} if the configuration is wrong; empty if it is right, or the library cannot tell.
    std::string problems_of(const std::string& configuration) const;
    /// A library extension; null if this library does not have it.
    const void* extension(const char* id) const { return entry_->get_extension(id); }

  private:
    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    const tillpoints_factory* factory_ = nullptr;
};

/// One running plugin.
class Instance {
  public:
    /// Called once for an accepted event, on the library's thread.
    using OnReply = std::function<void(std::string)>;

    /// Blocks while the database is opened. Throws LibraryFailure.
    Instance(const PluginLibrary& library, const std::string& configuration);
    /// Blocks until everything that is pending is answered and stored.
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    /// Anything but TILLPOINTS_OK: nothing was taken and `on_reply` is not called. Any thread.
    tillpoints_status submit(const std::string& event, std::uint32_t deadline_ms, OnReply on_reply);
    /// As JSON, or empty. Waits for the library, at most two seconds.
    std::string status();

  private:
    tillpoints_instance* instance_ = nullptr;
    const tillpoints_ext_diagnostics* diagnostics_ = nullptr;
};

}  // namespace tillpoints::sidecar
