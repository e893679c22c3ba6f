#pragma once
#include <exception>
#include <string>
#include <system_error>

#include "plugin/outbox/database.hpp"
#include "protocol/error.hpp"

namespace tillpoints::outbox {

Problem problem_of(const SqliteFailure& failure, const std::string& file);
Problem problem_of(const std::system_error& failure, const std::string& file);

/// Runs `work`, which returns a Result; an exception it throws is returned as a Problem that names `file`.
template <class Work>
auto guarded(const std::string& file, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const SqliteFailure& failure) {
        return problem_of(failure, file);
    } catch (const std::system_error& failure) {
        return problem_of(failure, file);
    } catch (const std::exception& failure) {
        return Problem{Errc::storage_failed, "database " + file, "a working disk", failure.what()};
    }
}

}  // namespace tillpoints::outbox
