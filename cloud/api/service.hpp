#pragma once
#include <functional>

#include "cloud/api/request_context.hpp"
#include "cloud/api/request_counts.hpp"

namespace tillpoints::cloud {

using Clock = std::function<Timestamp()>;

/// Handles one call within the transaction that the desk stands for.
loyalty::Answer answer(RequestContext& context, const loyalty::Call& call);
loyalty::ShopAnswer answer(RequestContext& context, const loyalty::ShopCall& call);

/// The cloud without HTTP: calls in, answers out, one transaction each. Used by one thread. `programme`,
/// `storage` and `variants` must outlive it.
class Service {
  public:
    Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
            Randomness randomness, const ProtocolVariants& variants = default_variants);

    /// Handles one call. A refusal has written nothing. Throws StorageFailed.
    loyalty::Answer answer(const loyalty::Call& call);
    loyalty::ShopAnswer answer(const loyalty::ShopCall& call);

    /// Turns the time of these books into one that people turn, from `start` (absent: now) on.
    /// Errc::out_of_range if the books hold anything later, for time never goes back; nothing changes if it
    /// is virtual already.
    std::optional<Problem> use_virtual_time(std::optional<Timestamp> start);
    /// Time of virtual books goes forward by this much. Errc::unsupported where time is real,
    /// Errc::out_of_range for what is no step forward.
    std::optional<Problem> advance(std::chrono::milliseconds by);
    bool time_is_virtual() const { return ahead_.has_value(); }

    /// One transaction of the back office.
    void transact(const std::function<void(RequestContext&)>& work);
    /// Several calls, or anything else, for one commit if it can be: see transact_all of the storage.
    std::vector<std::exception_ptr> transact_all(
        const std::vector<std::function<void(RequestContext&)>>& works);

    Timestamp now() const { return clock_() + ahead_.value_or(std::chrono::milliseconds(0)); }
    const Randomness& randomness() const { return randomness_; }
    Storage& storage() { return storage_; }
    const ProtocolVariants& variants() const { return variants_; }
    RequestCounts& requests() { return requests_; }
    ServiceInfo& service_info() { return service_info_; }

  private:
    void in_context(Transaction& db, const std::function<void(RequestContext&)>& work);

    const Programme& programme_;
    Storage& storage_;
    std::int64_t company_;
    Clock clock_;
    std::optional<std::chrono::milliseconds> ahead_;  ///< of real time, as the books last said
    Randomness randomness_;
    const ProtocolVariants& variants_;
    RequestCounts requests_;
    ServiceInfo service_info_;
};

}  // namespace tillpoints::cloud
