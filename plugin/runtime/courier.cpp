#include "plugin/runtime/courier.hpp"

#include <algorithm>

#include "plugin/replay/schedule.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t window = 2'000;  // live facts held in memory at once
constexpr std::size_t refill_below = 500;

}  // namespace

Courier::Courier(const Ground& ground, Listener listener)
    : config_(ground.config),
      loop_(ground.loop),
      clock_(ground.clock),
      line_(ground.line),
      disk_(ground.disk),
      log_(ground.log),
      listener_(std::move(listener)),
      decisions_(ground.decisions),
      dice_(ground.dice),
      timer_(loop_.timer()),
      settings_timer_(loop_.timer()) {}

replay::Policy Courier::policy() const {
    replay::Policy policy;
    policy.settle_horizon = config_.timing.settle_horizon;
    policy.look_margin = config_.timing.look_margin;
    policy.longest_pause = config_.replay.longest_wait;
    policy.correct_returns = config_.returns.correct_difference;
    policy.unproven_sale_age = config_.returns.unproven_sale_age;
    policy.programme = programme_;
    return policy;
}

replay::LinkPolicy Courier::link_policy() const {
    // A gateway's page pauses the queue too, and goes away with the outage: it is asked again soon.
    const auto while_paused = std::max(config_.timing.probe_interval, std::chrono::milliseconds(3'000));
    replay::LinkPolicy policy;
    policy.failures_to_open = config_.timing.breaker_failures;
    policy.probe_interval = config_.timing.probe_interval;
    policy.pause_interval = while_paused;
    policy.longest_probe_pause = config_.replay.longest_probe_pause;
    policy.longest_wait = config_.replay.longest_wait;
    policy.parallel = config_.replay.parallel;
    return policy;
}

void Courier::resume(std::vector<Fact> facts, bool complete) {
    for (auto& fact : facts) insert(replay::resumed(std::move(fact), clock_.now()));
    complete_ = complete;
}

void Courier::start() {
    // Settled by an earlier run that ended before the receipt heard of it.
    for (const auto& fact : facts_)
        if ((is_final(fact.state) || fact.state == FactState::parked) && !replay::is_live(fact) &&
            listener_.keeps(fact.receipt))
            announce(fact);
    probe();
}

void Courier::stop() {
    stopping_ = true;
    timer_->cancel();
    settings_timer_->cancel();
}

Fact* Courier::find(const FactId& id) {
    const auto at =
        std::find_if(facts_.begin(), facts_.end(), [&](const Fact& fact) { return fact.id == id; });
    return at == facts_.end() ? nullptr : &*at;
}

std::size_t Courier::parked() const {
    return static_cast<std::size_t>(std::count_if(
        facts_.begin(), facts_.end(), [](const Fact& fact) { return fact.state == FactState::parked; }));
}

void Courier::insert(Fact fact) {
    if (Fact* present = find(fact.id))
        *present = std::move(fact);
    else
        facts_.push_back(std::move(fact));
}

void Courier::add(Fact fact) {
    // While more waits on the disk, a new fact waits there too: its place is behind all of them.
    // A promise is held until its receipt ends.
    const bool held = replay::awaits_its_receipt(fact);
    if (held || (complete_ && facts_.size() < window + parked()))
        insert(std::move(fact));
    else
        complete_ = false;
    pump();
}

replay::Send Courier::first_step(const Fact& fact) const {
    return std::get<replay::Send>(decisions_.decide(fact, clock_.now(), policy()));
}

void Courier::add_awaited(replay::Send send) {
    const FactId id = send.fact.id;
    insert(send.fact);
    awaited_.insert(id);
    busy_.insert(id);
    transmit(id, send.call);
}

void Courier::announce(const Fact& fact) {
    const auto news = fact.state == FactState::confirmed ? replay::News::confirmed
                      : fact.state == FactState::parked  ? replay::News::unclear
                      : fact.refusal                     ? replay::News::refused
                                                         : replay::News::withdrawn;
    loop_.post([this, fact, news] {
        if (!stopping_) listener_.news(fact, news, fact.refusal);
    });
}

void Courier::await(const FactId& id) {
    const Fact* fact = find(id);
    if (!fact) return;
    if (!replay::is_live(*fact)) return announce(*fact);
    awaited_.insert(id);
    if (!busy_.contains(id)) step(id);
}

std::optional<Fact> Courier::change(const FactId& id, const std::function<void(Fact&)>& edit) {
    Fact* fact = find(id);
    if (!fact) return {};
    edit(*fact);
    awaited_.erase(id);
    return *fact;
}

void Courier::hold(std::vector<Fact> facts) {
    for (auto& fact : facts)
        if (!find(fact.id)) facts_.push_back(replay::resumed(std::move(fact), clock_.now()));
}

void Courier::forget(const ReceiptId& receipt) {
    std::erase_if(facts_, [&](const Fact& fact) {
        // A promise that was held takes its place behind what waits on the disk.
        const bool queued = !complete_ && promise_of(fact) && fact.state == FactState::pending &&
                            !replay::awaits_its_receipt(fact);
        if (fact.receipt == receipt && queued && !busy_.contains(fact.id)) return true;
        return fact.receipt == receipt && is_final(fact.state) && !replay::is_live(fact) &&
               !busy_.contains(fact.id);
    });
}

void Courier::set_aside(const std::vector<FactId>& ids) {
    busy_.insert(ids.begin(), ids.end());
}

void Courier::take_back(const std::vector<FactId>& ids, std::vector<Fact> changed) {
    for (const auto& id : ids) busy_.erase(id);
    for (auto& fact : changed) {
        const bool over = is_final(fact.state) && !listener_.keeps(fact.receipt);
        if (over)
            std::erase_if(facts_, [&](const Fact& it) { return it.id == fact.id; });
        else if (Fact* held = find(fact.id))
            *held = std::move(fact);
        // One that is not held waits on the disk behind those that are.
        else if (complete_)
            facts_.push_back(std::move(fact));
    }
}

void Courier::mind(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* refusal = answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
    if (refusal && refusal->code == Errc::too_many_requests)
        link_ = replay::after_too_many(link_, result.retry_after, clock_.now(), link_policy(), dice_());
}

void Courier::hear(const CallResult& result) {
    mind(result);
    if (const auto* unanswered = std::get_if<replay::Unanswered>(&result.result)) {
        // A stranger who answers in the cloud's place is a matter for a person, a broken line is not.
        const bool stranger =
            unanswered->code == Errc::not_the_cloud || unanswered->code == Errc::certificate_rejected;
        if (unanswered->code != Errc::shutting_down)
            road(stranger ? replay::Road::closed : replay::Road::broken, unanswered->code);
        return;
    }
    const auto* refusal = std::get_if<loyalty::Refusal>(&std::get<loyalty::Answer>(result.result));
    const bool shop = refusal && (refusal->status == 401 || refusal->status == 403 ||
                                  refusal->code == Errc::company_inactive);
    if (shop)
        road(replay::Road::closed, refusal->code);
    else if (refusal && refusal->status >= 500)
        road(replay::Road::broken, refusal->code);
    else
        road(replay::Road::open, {});
}

void Courier::road(replay::Road road, std::optional<Errc> reason) {
    const bool was_usable = link_.usable();
    const auto now = clock_.now();
    switch (road) {
        case replay::Road::open:
            link_ = after_success(link_, link_policy());
            break;
        case replay::Road::broken:
            link_ = after_failure(link_, reason.value_or(Errc::unreachable), now, link_policy(), dice_());
            break;
        case replay::Road::closed:
            link_ = after_closed(link_, reason.value_or(Errc::forbidden), now, link_policy(), dice_());
            break;
    }
    if (was_usable && !link_.usable())
        log_.write(link_.paused ? LogLevel::error : LogLevel::warning,
                   "link lost: " + std::string(name_of(link_.trouble.value_or(Errc::unreachable))) +
                       (link_.paused ? ", queue paused" : ""));
    if (!was_usable && link_.usable()) {
        log_.write(LogLevel::info, "link back, replaying");
        pump();
    } else if (!link_.usable()) {
        arm_timer();
    }
}

void Courier::probe() {
    if (probing_ || stopping_) return;
    probing_ = true;
    line_.call(loyalty::GetSettings{}, config_.timing.probe_timeout, [this](const CallResult& result) {
        probing_ = false;
        if (!stopping_) probed(result);
    });
}

void Courier::probed(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* settings = answer ? std::get_if<loyalty::Settings>(answer) : nullptr;
    if (settings && settings->currency != config_.currency) {
        log_.write(LogLevel::error, "the cloud counts in " + settings->currency + ", the configuration in " +
                                        config_.currency);
        road(replay::Road::closed, Errc::does_not_add_up);
    } else {
        if (settings) {
            know(*settings);
            listener_.settings(*settings);
        }
        hear(result);
    }
    settings_timer_->at(loop_.now() + config_.timing.settings_refresh, [this] { probe(); });
    pump();
}

void Courier::arm_timer() {
    if (stopping_) return;
    std::optional<Timestamp> time;
    if (!link_.usable())
        time = link_.probe_at;
    else if (!link_.may_replay(clock_.now()))
        time = link_.rest_until;
    else
        time = replay::next_time(facts_, busy_);
    if (!time) return;
    const auto left = std::clamp(*time - clock_.now().local, std::chrono::milliseconds(1),
                                 std::chrono::milliseconds(60'000));
    timer_->at(loop_.now() + left, [this] {
        if (stopping_) return;
        if (link_.usable())
            pump();
        else if (clock_.now().local >= link_.probe_at)
            probe();
        else
            arm_timer();
    });
}

void Courier::pump() {
    if (stopping_ || !config_.enabled) return;
    if (!complete_ && facts_.size() < refill_below + parked()) reload();
    const auto width = static_cast<std::size_t>(link_.width);
    if (turns_.size() < width && link_.may_replay(clock_.now())) {
        std::vector<FactId> due;
        for (const auto i : decisions_.due_now(facts_, busy_, clock_.now(), width - turns_.size()))
            due.push_back(facts_[i].id);
        turns_.insert(due.begin(), due.end());
        for (const auto& id : due) step(id);
    }
    arm_timer();
}

void Courier::reload() {
    if (reloading_) return;
    reloading_ = true;
    const std::size_t most = window + parked();
    using Facts = std::vector<Fact>;
    const auto read = [most](Outbox& outbox) { return outbox.unsettled(most); };
    ask<Facts>(disk_, read, [this, most](const Result<Facts>& loaded) {
        reloading_ = false;
        if (stopping_ || !loaded) return;
        for (const auto& fact : *loaded)
            if (!find(fact.id)) facts_.push_back(replay::resumed(fact, clock_.now()));
        complete_ = loaded->size() < most;
        pump();
    });
}

}  // namespace tillpoints
