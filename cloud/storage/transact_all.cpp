#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

using Work = std::function<void(Books&)>;
using Failures = std::vector<std::exception_ptr>;

/// What to tell everybody: it happened, it may have, or others hold the books and waiting for each would take
/// as long again. Nothing where each may be tried alone: none of it happened.
std::optional<Failures> together(Storage& storage, const std::vector<Work>& works) {
    try {
        storage.transact([&](Books& books) {
            for (const auto& work : works) work(books);
        });
        return Failures(works.size());
    } catch (const OutcomeUnknown&) {
        return Failures(works.size(), std::current_exception());
    } catch (const StorageFailed& failure) {
        if (failure.code != Errc::storage_busy) return {};
        return Failures(works.size(), std::current_exception());
    } catch (...) {
        return {};
    }
}

std::exception_ptr alone(Storage& storage, const Work& work) {
    try {
        storage.transact(work);
        return {};
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace

Failures transact_all(Storage& storage, const std::vector<Work>& works) {
    if (works.size() > 1)
        if (auto done = together(storage, works)) return std::move(*done);
    Failures failures;
    for (const auto& work : works) failures.push_back(alone(storage, work));
    return failures;
}

}  // namespace tillpoints::cloud
