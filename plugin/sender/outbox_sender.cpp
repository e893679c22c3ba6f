#include "plugin/sender/outbox_sender.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/replay/schedule.hpp"

namespace tillpoints {
OutboxSender::OutboxSender(const RuntimeEnv& env, Listener listener)
    : config_(env.config),
      loop_(env.loop),
      clock_(env.clock),
      provider_(env.provider),
      executor_(env.executor),
      log_(env.log),
      listener_(std::move(listener)),
      decisions_(env.decisions),
      window_(env.window),
      dice_(env.dice),
      timer_(loop_.timer()),
      settings_timer_(loop_.timer()) {}

replay::Policy OutboxSender::policy() const {
    replay::Policy policy;
    policy.settle_horizon = config_.timing.settle_horizon;
    policy.look_margin = config_.timing.look_margin;
    policy.longest_pause = config_.replay.longest_wait;
    policy.correct_returns = config_.returns.correct_difference;
    policy.unproven_sale_age = config_.returns.unproven_sale_age;
    policy.programme = programme_;
    policy.missing_discount_refusal = provider_.missing_discount_refusal();
    policy.absence_from = absence_from_;
    return policy;
}

replay::LinkPolicy OutboxSender::link_policy() const {
    // A gateway's page pauses the queue too. It disappears with the outage, so the first probe is soon.
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

void OutboxSender::resume(Resumed resumed) {
    survey_.reset();
    if (!resumed.used) survey_.emplace();
    // What an earlier run sent may still be committed until then.
    if (resumed.used) absence_from_ = survey_at_ = clock_.now().local + config_.timing.settle_horizon;
    survey_look_ = replay::survey_look(installation_mark(executor_.keyed_hash(installation_identity)),
                                       resumed.cloud_time, policy());
    written_ = resumed.cloud_time;
    for (auto& entry : resumed.entries) arrive(std::move(entry));
    complete_ = resumed.complete;
}

void OutboxSender::start() {
    // An earlier run may have ended between settling an entry and telling its receipt.
    for (const auto& entry : held_.in_order())
        if ((is_final(entry.state) || entry.state == EntryState::parked) && !replay::is_live(entry) &&
            listener_.keeps(entry.receipt))
            announce(entry);
    probe();
}

void OutboxSender::stop() {
    stopping_ = true;
    timer_->cancel();
    settings_timer_->cancel();
}

std::size_t OutboxSender::waiting_for_others() const {
    return held_.size() - replay::moving(held_.in_order());
}

bool OutboxSender::has_room() const {
    return held_.size() < window_.most || replay::moving(held_.in_order()) < window_.most;
}

void OutboxSender::add(OutboxEntry entry, bool of_new_receipt) {
    // A parked one too: an operator who has it sent must not have it sent a second time.
    if (!of_new_receipt && replay::believed_absent(entry)) unchecked_.insert(entry.id);
    // While more waits on the disk, a new entry waits there too, because its place is behind all of them.
    // An offline redemption is held until its receipt ends, because the receipt may yet withdraw it.
    const bool held = replay::awaits_its_receipt(entry);
    if (held || (complete_ && has_room()))
        held_.put(std::move(entry));
    else
        complete_ = false;
    pump();
}

replay::Send OutboxSender::first_step(const OutboxEntry& entry) const {
    return std::get<replay::Send>(decisions_.decide(entry, clock_.now(), policy()));
}

void OutboxSender::add_awaited(const replay::Send& send) {
    const EntryId id = send.entry.id;
    held_.put(send.entry);
    awaited_.insert(id);
    busy_.insert(id);
    transmit(send.entry);
}

void OutboxSender::announce(const OutboxEntry& entry) {
    const auto entry_outcome = entry.state == EntryState::confirmed ? replay::EntryOutcome::confirmed
                               : entry.state == EntryState::parked  ? replay::EntryOutcome::unclear
                               : entry.refusal                      ? replay::EntryOutcome::refused
                                                                    : replay::EntryOutcome::withdrawn;
    loop_.post([this, entry, entry_outcome] {
        if (!stopping_) listener_.entry_outcome(entry, entry_outcome, entry.refusal);
    });
}

void OutboxSender::await(const EntryId& id) {
    const OutboxEntry* entry = find(id);
    if (!entry) return;
    if (!replay::is_live(*entry)) return announce(*entry);
    awaited_.insert(id);
    if (!busy_.contains(id)) step(id);
}

std::optional<OutboxEntry> OutboxSender::change(const EntryChange& change, BatchId batch) {
    const OutboxEntry* entry = held_.change(change, batch);
    if (!entry) return {};
    awaited_.erase(change.entry);
    return *entry;
}

void OutboxSender::settle(BatchId batch, bool stored) {
    Batch again;
    again.entries = held_.settle(batch, stored);
    if (again.empty()) return;
    executor_.commit(std::move(again), [this](const Result<void>& result) {
        // If the disk refuses this too, the next change of the entry corrects the row.
        if (!stopping_ && !result) log_.write(LogLevel::error, "not stored: " + result.error().sentence());
    });
}

void OutboxSender::hold(std::vector<OutboxEntry> entries) {
    for (auto& entry : entries)
        if (!find(entry.id)) arrive(std::move(entry));
}

void OutboxSender::forget(const ReceiptId& receipt) {
    held_.erase_if([&](const OutboxEntry& entry) {
        // An offline redemption whose receipt has ended takes its place behind what waits on the disk.
        const bool queued = !complete_ && offline_redemption_of(entry) &&
                            entry.state == EntryState::pending && !replay::awaits_its_receipt(entry);
        if (entry.receipt == receipt && queued && !busy_.contains(entry.id)) return true;
        return entry.receipt == receipt && is_final(entry.state) && !replay::is_live(entry) &&
               !busy_.contains(entry.id);
    });
}

void OutboxSender::set_aside(const std::vector<EntryId>& ids) {
    busy_.insert(ids.begin(), ids.end());
}

void OutboxSender::release(const std::vector<EntryId>& ids, std::vector<OutboxEntry> changed) {
    for (const auto& id : ids) busy_.erase(id);
    for (auto& entry : changed) {
        const bool over = is_final(entry.state) && !listener_.keeps(entry.receipt);
        if (over) held_.erase_if([&](const OutboxEntry& it) { return it.id == entry.id; });
        // While more is on the disk, an entry that is not held waits there, behind those that are held.
        else if (complete_ || find(entry.id)) {
            const bool decided = contradicted_.contains(entry.id);
            if (entry.state == EntryState::pending && !decided) unchecked_.insert(entry.id);
            held_.put(std::move(entry));
        }
    }
}

void OutboxSender::rest_if_asked(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* refusal = answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
    if (refusal && refusal->code == Errc::too_many_requests)
        link_ = replay::after_too_many(link_, result.retry_after, clock_.now(), link_policy(), dice_());
}

void OutboxSender::report_result(const CallResult& result) {
    rest_if_asked(result);
    report_question(result);
}

void OutboxSender::report_question(const CallResult& result) {
    const auto report = replay::link_report_of(result.result);
    link_status(report.link_status, report.reason);
}

void OutboxSender::link_status(replay::LinkStatus link_status, std::optional<Errc> reason) {
    const bool was_usable = link_.usable();
    const auto now = clock_.now();
    switch (link_status) {
        case replay::LinkStatus::open:
            link_ = after_success(link_, link_policy());
            break;
        case replay::LinkStatus::broken:
            link_ = after_failure(link_, reason.value_or(Errc::unreachable), now, link_policy(), dice_());
            break;
        case replay::LinkStatus::closed:
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
        schedule_next_step();
    }
}

void OutboxSender::probe() {
    if (probing_ || stopping_) return;
    probing_ = true;
    provider_.settings(config_.timing.probe_timeout, [this](const CallResult& result) {
        probing_ = false;
        if (!stopping_) probed(result);
    });
}

void OutboxSender::probed(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* settings = answer ? std::get_if<loyalty::Settings>(answer) : nullptr;
    // If the cloud does not tell its currency, the configured one is assumed.
    if (settings && !settings->currency.empty() && settings->currency != config_.currency) {
        log_.write(LogLevel::error, "the cloud counts in " + settings->currency + ", the configuration in " +
                                        config_.currency);
        link_status(replay::LinkStatus::closed, Errc::does_not_add_up);
    } else {
        if (settings) {
            set_programme(*settings);
            listener_.settings(*settings);
        }
        report_result(result);
    }
    settings_timer_->at(loop_.now() + config_.timing.settings_refresh, [this] { probe(); });
    pump();
}

void OutboxSender::schedule_next_step() {
    if (stopping_) return;
    std::optional<Timestamp> time;
    // Otherwise the end of a step looks for the next one.
    const bool has_free_step = queue_steps_.size() < static_cast<std::size_t>(link_.width);
    if (!link_.usable())
        time = link_.probe_at;
    else if (!link_.may_replay(clock_.now()))
        time = link_.rest_until;
    else if (has_free_step)
        time = replay::next_time(held_.in_order(), held_back());
    if (link_.may_replay(clock_.now()) && !survey_ && !surveying_)
        time = time ? std::min(*time, survey_at_) : survey_at_;
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
            schedule_next_step();
    });
}

void OutboxSender::pump() {
    if (stopping_ || !config_.enabled) return;
    begin_survey_if_due();
    if (survey_ && !unchecked_.empty()) check_entries(*survey_);
    if (!complete_ && replay::moving(held_.in_order()) < window_.refill_below) reload();
    const auto width = static_cast<std::size_t>(link_.width);
    if (queue_steps_.size() < width && link_.may_replay(clock_.now())) {
        std::vector<EntryId> due;
        const auto& entries = held_.in_order();
        for (const auto i :
             decisions_.due_now(entries, held_back(), clock_.now(), width - queue_steps_.size()))
            due.push_back(entries[i].id);
        queue_steps_.insert(due.begin(), due.end());
        for (const auto& id : due) step(id);
    }
    schedule_next_step();
}

void OutboxSender::reload() {
    if (reloading_) return;
    reloading_ = true;
    const std::size_t most = window_.most + waiting_for_others();
    using Entries = std::vector<OutboxEntry>;
    const auto read = [most](Outbox& outbox) { return outbox.unsettled(most); };
    ask<Entries>(executor_, read, [this, most](const Result<Entries>& loaded) {
        reloading_ = false;
        if (stopping_ || !loaded) return;
        for (const auto& entry : *loaded)
            if (!find(entry.id)) arrive(entry);
        complete_ = loaded->size() < most;
        pump();
    });
}

}  // namespace tillpoints
