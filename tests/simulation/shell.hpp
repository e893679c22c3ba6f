#pragma once
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/replay/decide.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/link.hpp"
#include "tests/simulation/model_disk.hpp"
#include "tests/simulation/model_network.hpp"
#include "tests/simulation/mutation.hpp"

namespace tillpoints::simulation {

/// What the shell stands on.
struct Ground {
    Loop& loop;
    Power& power;
    Random& random;
    Timeline& timeline;
    ModelDisk& disk;
    ModelNetwork& network;
    const Config& config;
    Mutation mutation = Mutation::none;
};

/// The terminal's clock, wrong by a constant until the next start, and the cloud's as answers tell it.
class ShellClock {
  public:
    ShellClock(const Loop& loop, std::chrono::milliseconds wrong_by) : loop_(loop), wrong_by_(wrong_by) {}
    replay::Now now() const {
        const Timestamp local = loop_.now() + wrong_by_;
        return {local, cloud_ahead_ ? std::optional(local + *cloud_ahead_) : std::nullopt};
    }
    void learn(const std::optional<Timestamp>& date) {
        if (date) cloud_ahead_ = *date - now().local;
    }

  private:
    const Loop& loop_;
    std::chrono::milliseconds wrong_by_;
    std::optional<std::chrono::milliseconds> cloud_ahead_;
};

/// One submitted event until it is answered, once.
struct Ticket {
    std::string event;
    Timestamp due;
    std::optional<Json> reply;
    bool closed = false;
    void answer(Json json) {
        if (closed) return;
        closed = true;
        reply = std::move(json);
    }
};
using TicketPtr = std::shared_ptr<Ticket>;

/// What the product's courier does, over the models.
class ShellCourier {
  public:
    struct Listener {
        std::function<void(const Fact&, replay::News, std::optional<Errc>)> news;
        std::function<void(const loyalty::Settings&)> settings;
        std::function<bool(const ReceiptId&)> keeps;
    };

    ShellCourier(Ground& ground, ShellClock& clock, Listener listener)
        : ground_(ground), clock_(clock), listener_(std::move(listener)) {}

    void resume(std::vector<Fact> facts);
    void start() { probe(); }
    void add(Fact fact);
    void add_awaited(replay::Send send);
    replay::Send first_step(const Fact& fact) const;
    void await(const FactId& id);
    std::optional<Fact> change(const FactId& id, const std::function<void(Fact&)>& edit);
    void forget(const ReceiptId& receipt);
    bool online() const { return link_.usable(); }
    void hear(const CallResult& result);
    void pump();
    /// Asks with the clock learning from every answer.
    void line(const loyalty::Call& call, std::chrono::milliseconds timeout, ModelNetwork::Done done);

  private:
    void step(const FactId& id);
    void perform(const FactId& id, replay::Decision decision);
    void send(replay::Send send);
    void transmit(const FactId& id, loyalty::Call call);
    void look_up(const FactId& id, replay::Look look);
    void next_page(const FactId& id, std::shared_ptr<replay::Scan> scan, replay::Now started);
    void prepare_refund(const FactId& id);
    void land(replay::Learned learned);
    void landed(const replay::Learned& learned);
    void undo(Fact before);
    void store(const Fact& fact, const std::vector<Fact>& follow_ups, const std::string& note,
               std::function<void(bool)> then);
    void finish_turn(const FactId& id);
    void road(replay::Road road, std::optional<Errc> reason);
    void probe();
    void probed(const CallResult& result);
    void arm_timer();

    Fact* find(const FactId& id);
    void insert(Fact fact);
    replay::Policy policy() const;
    replay::LinkPolicy link_policy() const;

    Ground& ground_;
    ShellClock& clock_;
    Listener listener_;
    std::vector<Fact> facts_;
    std::set<FactId> busy_;
    std::set<FactId> awaited_;
    std::optional<FactId> turn_;
    replay::Link link_;
    bool probing_ = false;
    unsigned timer_ = 0;
    unsigned settings_timer_ = 0;
};

}  // namespace tillpoints::simulation
