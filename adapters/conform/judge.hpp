#pragma once
#include "adapters/conform/recording.hpp"
#include "adapters/conform/rules.hpp"

namespace tillpoints::conform {

/// Whether the recording was let run to its end. A host that was killed leaves receipts and instances behind.
enum class Ending { orderly, cut_off };

/// What a recording shows of the host. Pure.
Findings judge(const Recording& recording, Ending ending);

/// Who called what, when and on which thread.
Findings judge_calls(const Recording& recording, Ending ending);

/// What the events say, one after the other.
Findings judge_events(const Recording& recording, Ending ending);

}  // namespace tillpoints::conform
