#pragma once
#include <string>

#include "adapters/conform/recorder.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::conform {

/// Where a reply goes.
struct Callback {
    int instance;
    int number;  ///< of the submit
    tillpoints_reply_fn reply;
    void* user;
};

/// Calls the host back, records when that began and ended, and marks the text as returned. [library thread]
void deliver_recorded(Recorder& recorder, const Callback& callback, std::string text);

}  // namespace tillpoints::conform
