#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

using Work = Storage::Work;
using Failures = std::vector<std::exception_ptr>;

/// Can no transaction be begun, so that another try would wait as long again?
bool out_of_reach(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const TransactionNotStarted&) {
        return true;
    } catch (const StorageFailed& failed) {
        return failed.code == Errc::storage_busy;
    } catch (...) {
        return false;
    }
}

/// The outcomes if they are the same for all works: they are durable, they may be, or no transaction can be
/// begun. Nothing if none of it happened and each work may be tried alone.
std::optional<Failures> together(Storage& storage, const std::vector<Work>& works) {
    try {
        storage.transact([&](Transaction& db) {
            for (const auto& work : works) work(db);
        });
        return Failures(works.size());
    } catch (const CommitOutcomeUnknown&) {
        return Failures(works.size(), std::current_exception());
    } catch (...) {
        const auto failure = std::current_exception();
        return out_of_reach(failure) ? std::optional(Failures(works.size(), failure)) : std::nullopt;
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

Failures share_transaction(Storage& storage, const std::vector<Work>& works) {
    if (works.size() > 1)
        if (auto done = together(storage, works)) return std::move(*done);
    Failures failures;
    for (const auto& work : works) {
        const bool given_up = !failures.empty() && failures.back() && out_of_reach(failures.back());
        failures.push_back(given_up ? failures.back() : alone(storage, work));
    }
    return failures;
}

Failures Storage::transact_all(const std::vector<Work>& works) {
    return share_transaction(*this, works);
}

}  // namespace tillpoints::cloud
