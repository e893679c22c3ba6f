#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <shared_mutex>

#include "cloud/api/programmes_in_force.hpp"
#include "cloud/api/request_context.hpp"
#include "cloud/api/request_counts.hpp"

namespace tillpoints::cloud {

using Clock = std::function<Timestamp()>;

/// Handles one call within the context's transaction.
loyalty::Answer answer(RequestContext& context, const loyalty::Call& call);
loyalty::ShopAnswer answer(RequestContext& context, const loyalty::ShopCall& call);

/// The cloud without HTTP: each call is answered in a transaction of its own, by the programme that counts at
/// its moment. From any thread, if `clock` and
/// `randomness` are so. `programme`, `storage` and `variants` must outlive it.
class Service {
  public:
    Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
            Randomness randomness, const ProtocolVariants& variants = default_variants);

    /// Handles one call. A refusal has written nothing. Throws StorageFailed.
    loyalty::Answer answer(const loyalty::Call& call);
    loyalty::ShopAnswer answer(const loyalty::ShopCall& call);

    /// Makes the time of this database virtual, beginning at `start` (absent: now). Errc::out_of_range if the
    /// database holds anything later, because time never goes back; nothing changes if its time is virtual
    /// already.
    std::optional<Problem> use_virtual_time(std::optional<Timestamp> start);
    /// Moves virtual time forward. Errc::unsupported if time is real, Errc::out_of_range if `by` is not a
    /// step forward.
    std::optional<Problem> advance(std::chrono::milliseconds by);
    bool time_is_virtual() const { return ahead().has_value(); }

    /// Runs `work` in one transaction.
    void transact(const std::function<void(RequestContext&)>& work);
    /// The same for work that only reads; it keeps no terminal waiting.
    void read(const std::function<void(RequestContext&)>& work);
    /// The same for what reads much: see Storage::read_much.
    void read_much(const std::function<void(RequestContext&)>& work);
    /// Runs several works for one wait for the disk: see transact_all in storage.hpp.
    std::vector<std::exception_ptr> transact_all(
        const std::vector<std::function<void(RequestContext&)>>& works);

    Timestamp now() const { return clock_() + ahead().value_or(std::chrono::milliseconds(0)); }
    const Randomness& randomness() const { return randomness_; }
    Storage& storage() { return storage_; }
    const ProtocolVariants& variants() const { return variants_; }
    /// While this is locked (shared), nobody changes the variants.
    std::shared_mutex& variants_in_use() { return variants_in_use_; }
    void count_request(const std::string& name);
    RequestCounts requests() const;
    void count_refused_lookup() { ++lookups_refused_; }
    /// How many look-ups were refused since the start, because too many had failed.
    std::int64_t lookups_refused() const { return lookups_refused_; }
    /// A version of the programme was set or withdrawn here, and counts from the next transaction on.
    void programme_was_set() { programmes_.look_again(); }
    /// To be set before requests are served.
    ServiceInfo& service_info() { return service_info_; }

  private:
    std::optional<std::chrono::milliseconds> ahead() const;
    void set_ahead(std::optional<std::chrono::milliseconds> ahead);
    void in_context(Transaction& db, const std::function<void(RequestContext&)>& work);

    ProgrammesInForce programmes_;
    Storage& storage_;
    std::int64_t company_;
    Clock clock_;
    mutable std::mutex mutex_;                        ///< of the next two
    std::optional<std::chrono::milliseconds> ahead_;  ///< of real time, as last read from the database
    RequestCounts requests_;
    Randomness randomness_;
    const ProtocolVariants& variants_;
    std::shared_mutex variants_in_use_;
    std::atomic<std::int64_t> lookups_refused_ = 0;
    ServiceInfo service_info_;
};

}  // namespace tillpoints::cloud
