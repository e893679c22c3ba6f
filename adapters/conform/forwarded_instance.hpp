#pragma once
#include <memory>

#include "adapters/conform/borrowed_reply.hpp"
#include "adapters/conform/handle.hpp"
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

    tillpoints_status submit(tillpoints_text event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                             void* user);
    void destroy();

  private:
    struct Question {
        ForwardedInstance* instance;
        Callback callback;
    };

    Handle<ForwardedInstance> handle_{*this};
    std::shared_ptr<Recorder> recorder_;
    tillpoints_instance* real_;
    int number_;
};

}  // namespace tillpoints::conform
