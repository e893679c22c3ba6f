#include <algorithm>

#include "plugin/replay/schedule.hpp"
#include "tests/simulation/shell.hpp"

namespace tillpoints::simulation {

replay::Policy ShellCourier::policy() const {
    replay::Policy policy;
    policy.settle_horizon = ground_.config.timing.settle_horizon;
    policy.look_margin = ground_.config.timing.look_margin;
    policy.correct_returns = ground_.config.returns.correct_difference;
    if (ground_.mutation == Mutation::believe_first_absence) policy.settle_horizon = {};
    return policy;
}

replay::LinkPolicy ShellCourier::link_policy() const {
    const auto& timing = ground_.config.timing;
    return {timing.breaker_failures, timing.probe_interval, timing.probe_interval * 4};
}

void ShellCourier::resume(std::vector<Fact> facts) {
    for (auto& fact : facts) {
        fact.not_before = {};
        insert(std::move(fact));
    }
}

Fact* ShellCourier::find(const FactId& id) {
    const auto at =
        std::find_if(facts_.begin(), facts_.end(), [&](const Fact& fact) { return fact.id == id; });
    return at == facts_.end() ? nullptr : &*at;
}

void ShellCourier::insert(Fact fact) {
    if (Fact* present = find(fact.id))
        *present = std::move(fact);
    else
        facts_.push_back(std::move(fact));
}

void ShellCourier::add(Fact fact) {
    insert(std::move(fact));
    pump();
}

replay::Send ShellCourier::first_step(const Fact& fact) const {
    return std::get<replay::Send>(replay::decide(fact, clock_.now(), policy()));
}

void ShellCourier::add_awaited(replay::Send send) {
    const FactId id = send.fact.id;
    insert(send.fact);
    awaited_.insert(id);
    busy_.insert(id);
    transmit(id, send.call);
}

void ShellCourier::await(const FactId& id) {
    const Fact* fact = find(id);
    if (!fact) return;
    if (!replay::is_live(*fact)) {
        const auto news = fact->state == FactState::confirmed ? replay::News::confirmed
                          : fact->state == FactState::parked  ? replay::News::unclear
                                                              : replay::News::refused;
        ground_.power.later(std::chrono::milliseconds(0), [this, settled = *fact, news] {
            listener_.news(settled, news, settled.refusal);
        });
        return;
    }
    awaited_.insert(id);
    if (!busy_.contains(id)) step(id);
}

std::optional<Fact> ShellCourier::change(const FactId& id, const std::function<void(Fact&)>& edit) {
    Fact* fact = find(id);
    if (!fact) return {};
    edit(*fact);
    awaited_.erase(id);
    return *fact;
}

void ShellCourier::forget(const ReceiptId& receipt) {
    std::erase_if(facts_, [&](const Fact& fact) {
        return fact.receipt == receipt && is_final(fact.state) && !replay::is_live(fact) &&
               !busy_.contains(fact.id);
    });
}

void ShellCourier::hear(const CallResult& result) {
    if (const auto* unanswered = std::get_if<replay::Unanswered>(&result.result)) {
        const bool stranger = unanswered->code == Errc::not_the_cloud;
        return road(stranger ? replay::Road::closed : replay::Road::broken, unanswered->code);
    }
    const auto* refusal = std::get_if<loyalty::Refusal>(&std::get<loyalty::Answer>(result.result));
    const bool shop = refusal && (refusal->status == 401 || refusal->status == 403);
    if (shop)
        road(replay::Road::closed, refusal->code);
    else if (refusal && refusal->status >= 500)
        road(replay::Road::broken, refusal->code);
    else
        road(replay::Road::open, {});
}

void ShellCourier::road(replay::Road road, std::optional<Errc> reason) {
    const bool was_usable = link_.usable();
    const auto now = clock_.now();
    switch (road) {
        case replay::Road::open:
            link_ = after_success(link_);
            break;
        case replay::Road::broken:
            link_ = after_failure(link_, reason.value_or(Errc::unreachable), now, link_policy());
            break;
        case replay::Road::closed:
            link_ = after_closed(link_, reason.value_or(Errc::forbidden), now, link_policy());
            break;
    }
    if (was_usable != link_.usable()) ground_.timeline.say(link_.usable() ? "link back" : "link lost");
    if (!was_usable && link_.usable())
        pump();
    else if (!link_.usable())
        arm_timer();
}

void ShellCourier::line(const loyalty::Call& call, std::chrono::milliseconds timeout,
                        ModelNetwork::Done done) {
    ground_.network.call(call, timeout, [this, done = std::move(done)](const CallResult& result) {
        clock_.learn(result.date);
        done(result);
    });
}

void ShellCourier::probe() {
    if (probing_) return;
    probing_ = true;
    line(loyalty::GetSettings{}, ground_.config.timing.probe_timeout, [this](const CallResult& result) {
        probing_ = false;
        probed(result);
    });
}

void ShellCourier::probed(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    if (const auto* settings = answer ? std::get_if<loyalty::Settings>(answer) : nullptr)
        listener_.settings(*settings);
    hear(result);
    ground_.power.later(ground_.config.timing.settings_refresh, [this, mine = ++settings_timer_] {
        if (mine == settings_timer_) probe();
    });
    pump();
}

void ShellCourier::arm_timer() {
    std::optional<Timestamp> time;
    if (!link_.usable())
        time = link_.probe_at;
    else
        time = replay::next_time(facts_, busy_);
    if (!time) return;
    using std::chrono::milliseconds;
    const auto left = std::clamp(*time - clock_.now().local, milliseconds(1), milliseconds(60'000));
    ground_.power.later(left, [this, mine = ++timer_] {
        if (mine != timer_) return;
        if (link_.usable())
            pump();
        else if (clock_.now().local >= link_.probe_at)
            probe();
        else
            arm_timer();
    });
}

void ShellCourier::pump() {
    if (!turn_ && link_.usable()) {
        if (const auto due = replay::next_due(facts_, busy_, clock_.now())) {
            turn_ = facts_[*due].id;
            return step(FactId(*turn_));
        }
    }
    arm_timer();
}

}  // namespace tillpoints::simulation
