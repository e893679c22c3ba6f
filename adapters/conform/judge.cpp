#include "adapters/conform/judge.hpp"

namespace tillpoints::conform {

Findings judge(const Recording& recording, Ending ending) {
    auto findings = judge_calls(recording, ending);
    const auto events = judge_events(recording, ending);
    findings.insert(findings.end(), events.begin(), events.end());
    return findings;
}

}  // namespace tillpoints::conform
