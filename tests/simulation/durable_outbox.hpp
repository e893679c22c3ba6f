#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// What is durable on one terminal. Now and then the disk is full, or the power goes in the middle of a
/// write.
class DurableOutbox : public Outbox {
  public:
    using Batches = std::vector<const Batch*>;

    DurableOutbox(const VirtualTime& time, Power& power, Random& random, Faults& faults,
                  std::string installation)
        : time_(time),
          power_(power),
          random_(random),
          faults_(faults),
          installation_(std::move(installation)) {}

    void full_until(Timestamp time) { full_until_ = time; }
    Result<void> commit(const Batch& batch) final { return commit_together({&batch}); }
    Result<void> commit_together(const Batches& batches) final;
    /// The power is back: from now on the outbox holds what the cut has left.
    virtual void restart() {}
    /// A copy of the disk as it is now. Called while the power is off, the function puts the copy in the
    /// place of what the disk holds then.
    virtual std::function<void()> backup() = 0;

  protected:
    /// What the keyed hash of the installation begins with.
    const std::string& installation() const { return installation_; }

  private:
    virtual Result<void> write(const Batches& batches) = 0;
    virtual Result<void> write_without_room(const Batches& batches) = 0;
    /// The power goes in the middle of it; `early` draws whether sooner or later.
    virtual void write_in_part(const Batches& batches, bool early) = 0;

    const VirtualTime& time_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    const std::string installation_;
    Timestamp full_until_;
};

enum class Storage {
    model,   ///< in memory, a batch is there whole or not at all
    sqlite,  ///< the product's own file; what was not synced when the power went is lost, kept or torn
};

std::unique_ptr<DurableOutbox> durable_outbox(Storage storage, const VirtualTime& time, Power& power,
                                              Random& random, Faults& faults, std::string installation);

}  // namespace tillpoints::simulation
