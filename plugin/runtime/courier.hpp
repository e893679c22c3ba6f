#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/replay/decide.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/link.hpp"
#include "plugin/runtime/ground.hpp"

namespace tillpoints {

/// Performs what replay decides: takes facts to the cloud, a few customers' at a time, and beside these turns
/// every fact a receipt is waiting for. Runs on the library's thread only.
///
/// A fact in memory is never older than the one on the disk: it changes when its batch is given to the disk,
/// and batches are written in that order.
class Courier {
  public:
    struct Listener {
        std::function<void(const Fact&, replay::News, std::optional<Errc>)> news;
        std::function<void(const loyalty::Settings&)> settings;
        std::function<bool(const ReceiptId&)>
            keeps;  ///< the receipt is open: its settled redemption may yet be withdrawn
    };

    Courier(const Ground& ground, Listener listener);

    /// Takes over what an earlier run left; `complete` false: more is on the disk than was given.
    void resume(std::vector<Fact> facts, bool complete);
    /// The programme as the cloud tells it, or told an earlier run.
    void know(const loyalty::Settings& settings) { programme_ = settings.policy; }
    void start();
    void stop();

    /// A new fact, already stored.
    void add(Fact fact);
    /// A new fact a receipt waits for: `send` is what `first_step` decided and what was stored.
    void add_awaited(replay::Send send);
    /// The fact as it must be stored so that it can be sent at once.
    replay::Send first_step(const Fact& fact) const;
    /// A stored fact that a receipt waits for again.
    void await(const FactId& id);

    /// Changes a fact in memory; gives it back as it is to be stored. Nothing: not held here.
    std::optional<Fact> change(const FactId& id, const std::function<void(Fact&)>& edit);
    /// Facts of a finished receipt that is heard of again, as they are on the disk: they can be changed.
    void hold(std::vector<Fact> facts);
    /// Drops a finished receipt's settled facts from memory.
    void forget(const ReceiptId& receipt);

    /// A step of it is under way, or a receipt waits for it.
    bool in_flight(const FactId& id) const { return busy_.contains(id) || awaited_.contains(id); }
    /// Takes no step of these until they are taken back; none may be in flight.
    void set_aside(const std::vector<FactId>& ids);
    /// `changed` are those of them, as they are on the disk now, that another hand has changed meanwhile.
    void take_back(const std::vector<FactId>& ids, std::vector<Fact> changed);

    bool online() const { return link_.usable(); }
    const replay::Link& link() const { return link_; }
    std::size_t held() const { return facts_.size(); }
    /// What a question's outcome says about the way to the cloud.
    void hear(const CallResult& result);
    void pump();

  private:
    /// Tells a receipt what has become of a fact that is settled.
    void announce(const Fact& fact);
    void step(const FactId& id);
    void perform(const FactId& id, replay::Decision decision);
    void send(replay::Send send);
    void transmit(const FactId& id, const loyalty::Call& call);
    void look_up(const FactId& id, replay::Look look);
    void next_page(const FactId& id, std::shared_ptr<replay::Scan> scan, replay::Now started);
    void prepare_refund(const FactId& id);
    void land(replay::Learned learned);
    void landed(const replay::Learned& learned);
    /// The disk refused a step: the fact is as it was, and rests.
    void undo(Fact before);
    void store(const Fact& fact, std::vector<Fact> follow_ups, std::string note,
               std::function<void(bool)> then);
    void finish_turn(const FactId& id);

    /// The cloud asked for less: the queue rests, not only the fact that was told.
    void mind(const CallResult& result);
    void road(replay::Road road, std::optional<Errc> reason);
    void probe();
    void probed(const CallResult& result);
    void arm_timer();
    void reload();

    Fact* find(const FactId& id);
    /// Parked facts wait for a person and take no place from those that move.
    std::size_t parked() const;
    void insert(Fact fact);
    bool awaited(const FactId& id) const { return awaited_.contains(id); }
    replay::Policy policy() const;
    replay::LinkPolicy link_policy() const;

    const Config& config_;
    Loop& loop_;
    Clock& clock_;
    CloudLine& line_;
    Disk& disk_;
    Log& log_;
    Listener listener_;
    const Decisions decisions_;

    std::vector<Fact> facts_;  ///< in order of storing
    bool complete_ = true;     ///< every live fact on the disk is in `facts_`
    bool reloading_ = false;
    std::set<FactId> busy_;
    std::set<FactId> awaited_;
    std::set<FactId> turns_;  ///< the facts whose turn it is in the queue
    replay::Link link_;
    std::optional<loyalty::DiscountPolicy> programme_;
    std::function<std::uint64_t()> dice_;
    bool probing_ = false;
    bool stopping_ = false;
    std::unique_ptr<Loop::Timer> timer_;
    std::unique_ptr<Loop::Timer> settings_timer_;
};

}  // namespace tillpoints
