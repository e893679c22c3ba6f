#pragma once
#include <memory>

#include "adapters/conform/borrowed_reply.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::conform {

/// An instance of the real library whose calls are recorded on their way. Extensions of instances are not
/// offered.
class ForwardedInstance {
  public:
    /// Owns `real`.
    ForwardedInstance(std::shared_ptr<Recorder> recorder, tillpoints_instance* real, int number);
    ForwardedInstance(const ForwardedInstance&) = delete;
    ForwardedInstance& operator=(const ForwardedInstance&) = delete;

    tillpoints_instance* handle() { return &handle_.table; }

  private:
    struct Handle {
        tillpoints_instance table;
        ForwardedInstance* owner;
    };
    struct Question {
        ForwardedInstance* instance;
        Callback callback;
    };

    static ForwardedInstance& of(tillpoints_instance* handle) {
        return *reinterpret_cast<Handle*>(handle)->owner;
    }
    tillpoints_status submit(tillpoints_text event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                             void* user);
    void destroy();

    Handle handle_{};
    std::shared_ptr<Recorder> recorder_;
    tillpoints_instance* real_;
    int number_;
};

}  // namespace tillpoints::conform
