#pragma once
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// What is durable. Work is done in the order it is given and takes time; a batch is there whole or not at
/// all, and a power cut strikes before or after it.
class ModelDisk {
  public:
    ModelDisk(Loop& loop, Power& power, Random& random, Faults& faults)
        : loop_(loop), power_(power), random_(random), faults_(faults) {}

    void commit(Batch batch, std::function<void(bool stored)> done);
    /// As commit, but a batch whose facts are there already changes nothing: then `before` is true.
    void commit_once(Batch batch, std::function<void(bool stored, bool before)> done);
    /// `work` reads when its turn comes; what it returns runs afterwards.
    void run(std::function<std::function<void()>(const ModelDisk&)> work);
    /// What was queued is lost with the power.
    void restart() { free_at_ = loop_.now(); }

    const std::vector<Fact>& facts() const { return facts_; }
    std::optional<Fact> fact(const FactId& id) const;
    std::vector<Fact> facts_of(const ReceiptId& receipt) const;
    std::vector<Fact> refunds_of(const FactId& purchase) const;
    std::vector<Fact> unsettled() const;
    const std::map<ReceiptId, StoredSession>& sessions() const { return sessions_; }
    const std::map<ReceiptId, ReceiptRecord>& records() const { return records_; }

  private:
    std::chrono::milliseconds take_turn();
    void apply(const Batch& batch);

    Loop& loop_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    Timestamp free_at_;
    std::vector<Fact> facts_;
    std::map<FactId, std::size_t> places_;
    std::map<ReceiptId, StoredSession> sessions_;
    std::map<ReceiptId, ReceiptRecord> records_;
};

}  // namespace tillpoints::simulation
