#pragma once
#include <memory>
#include <string>

#include "tillpoints/extensions.h"
#include "tillpoints/tillpoints.h"

namespace tillpoints::evotor {

/// The library and one instance of it. Destroyed in the order that the C interface asks for.
class Plugin {
  public:
    /// Null: `problem` says why.
    static std::unique_ptr<Plugin> open(const std::string& library, const std::string& configuration,
                                        std::string& problem);
    ~Plugin();
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    tillpoints_status submit(tillpoints_text event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                             void* user);
    /// The status as JSON, or nothing.
    std::string status() const;

  private:
    Plugin() = default;

    void* library_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
    bool initialised_ = false;
    tillpoints_instance* instance_ = nullptr;
};

}  // namespace tillpoints::evotor
