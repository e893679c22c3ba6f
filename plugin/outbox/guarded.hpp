#pragma once
#include <exception>

#include "plugin/outbox/database.hpp"
#include "protocol/error.hpp"

namespace tillpoints::outbox {

Problem problem_of(const SqliteFailure& failure);

/// Runs `work`, which returns a Result; an exception it throws is returned as a Problem.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const SqliteFailure& failure) {
        return problem_of(failure);
    } catch (const std::exception& failure) {
        return Problem{Errc::storage_failed, "outbox", "a working disk", failure.what()};
    }
}

}  // namespace tillpoints::outbox
