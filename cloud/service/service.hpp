#pragma once
#include <functional>

#include "cloud/service/desk.hpp"
#include "cloud/service/request_counts.hpp"

namespace tillpoints::cloud {

using Clock = std::function<Timestamp()>;

/// The cloud without HTTP: calls in, answers out, one transaction each. Used by one thread. `programme` and
/// `storage` must outlive it.
class Service {
  public:
    Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
            Randomness randomness);

    /// Handles one call. A refusal has written nothing. Throws StorageFailed.
    loyalty::Answer answer(const loyalty::Call& call);
    loyalty::ShopAnswer answer(const loyalty::ShopCall& call);

    /// One transaction of the back office.
    void transact(const std::function<void(Desk&)>& work);

    Timestamp now() const { return clock_(); }
    const Randomness& randomness() const { return randomness_; }
    Storage& storage() { return storage_; }
    Switches& switches() { return switches_; }
    RequestCounts& requests() { return requests_; }
    Premises& premises() { return premises_; }

  private:
    const Programme& programme_;
    Storage& storage_;
    std::int64_t company_;
    Clock clock_;
    Randomness randomness_;
    Switches switches_;
    RequestCounts requests_;
    Premises premises_;
};

}  // namespace tillpoints::cloud
