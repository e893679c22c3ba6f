#include "adapters/update/course.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>

namespace tillpoints::update {
namespace {

constexpr double longest_patience_s = 3600;

/// One update and what it has found out so far.
class Course {
  public:
    Course(const Store& store, const Wish& wish, const OnStep& on_step)
        : store_(store), wish_(wish), on_step_(on_step), apt_(store) {}

    Outcome begin();
    Outcome go_on(const State& state);

  private:
    bool may_begin();
    Outcome forward();
    Outcome back();
    /// The old archives are not at hand.
    Outcome stay();
    /// The packages are those of before.
    Outcome gone_back();
    Outcome left_to_resume();
    /// A full disk does not cancel the way back: the phase before leads there, too.
    void note_phase(Phase phase);
    std::vector<Objection> look_once();
    /// The archives of both versions stay, so that the next update has a way back, too.
    Outcome finish(End end);
    /// Looks until nothing is worse, or until it will not pass by itself, or the patience is over.
    std::vector<Objection> examine();

    const Store& store_;
    const Wish& wish_;
    const OnStep& on_step_;
    Apt apt_;
    State state_;
    Outcome outcome_;
};

std::string common_version(const std::vector<Package>& packages) {
    for (const auto& each : packages)
        if (each.name == "tillpoints") return each.version;
    return {};
}

bool Course::may_begin() {
    on_step_(Step::finding, {});
    if (apt_.refresh().code != 0) return outcome_.end = End::lists_refused, false;
    Intent intent{apt_.installed(), wish_.to.empty() ? apt_.candidate().value_or("") : wish_.to};
    outcome_.from = intent.installed;
    outcome_.to = intent.to;
    outcome_.plan = plan(intent);
    if (outcome_.plan != Plan::go) return false;
    on_step_(Step::fetching, intent.to);
    const bool look_only = wish_.dry_run;
    const auto& all = intent.installed;
    const bool new_ones = look_only ? apt_.can_have(all, intent.to) : apt_.fetch(all, intent.to);
    const bool old_ones = look_only ? apt_.can_have(all) : apt_.fetch(all);
    outcome_.plan = plan_with(intent, new_ones, old_ones, wish_.without_way_back);
    if (outcome_.plan == Plan::go && !look_only) store_.sync_archives();
    state_ = {Phase::forward, all, intent.to, old_ones};
    return outcome_.plan == Plan::go;
}

Outcome Course::begin() {
    if (!may_begin()) return outcome_;
    on_step_(Step::examining, common_version(state_.from));
    outcome_.before = look(store_, wish_.where);
    if (wish_.dry_run) return outcome_.end = End::would_update, outcome_;
    store_.keep(outcome_.before);
    store_.keep_tool();
    store_.keep(state_);
    return forward();
}

Outcome Course::go_on(const State& state) {
    state_ = state;
    outcome_.resumed = true;
    outcome_.from = state.from;
    outcome_.to = state.to;
    outcome_.before = store_.before().value_or(Condition{});
    apt_.settle();
    return state.phase == Phase::forward ? forward() : back();
}

Outcome Course::forward() {
    on_step_(Step::installing, state_.to);
    // What was cut off may have left the packages in disorder; apt had agreed to them before.
    const auto ran = apt_.install(state_.from, state_.to, outcome_.resumed);
    if (ran.code != 0 || !all_have(apt_.installed(), state_.to)) {
        outcome_.install_failed = true;
        outcome_.packages_said = words_of_packages(ran.output + ran.errors);
        return back();
    }
    on_step_(Step::examining_after, state_.to);
    if (outcome_.before.daemon_active) restart_daemon(store_);
    outcome_.why = examine();
    if (!outcome_.why.empty()) return back();
    return finish(End::updated);
}

void Course::note_phase(Phase phase) {
    state_.phase = phase;
    try {
        store_.keep(state_);
    } catch (const std::exception& failed) {
        store_.log(std::string("# the phase is not noted: ") + failed.what() + "\n");
    }
}

Outcome Course::back() {
    if (!state_.way_back) return stay();
    on_step_(Step::going_back, common_version(state_.from));
    note_phase(Phase::back);
    apt_.settle();
    const auto ran = apt_.install(state_.from, true);
    if (refused_by_layout(ran.output + ran.errors)) {
        // The rest may have gone back: all of them have the newer version again.
        const auto again = apt_.install(state_.from, state_.to, false);
        if (again.code != 0 || !all_have(apt_.installed(), state_.to)) return left_to_resume();
        if (outcome_.before.daemon_active) restart_daemon(store_);
        outcome_.left = examine();
        return finish(End::kept_newer);
    }
    if (ran.code != 0 || !same_as(apt_.installed(), state_.from)) return left_to_resume();
    return gone_back();
}

Outcome Course::stay() {
    const auto installed = apt_.installed();
    // A package that refused before anything was unpacked.
    if (same_as(installed, state_.from)) return gone_back();
    if (!all_have(installed, state_.to)) return left_to_resume();
    outcome_.left = outcome_.why;
    return finish(End::no_way_back);
}

Outcome Course::gone_back() {
    if (outcome_.before.daemon_active) restart_daemon(store_);
    outcome_.left = examine();
    return finish(End::rolled_back);
}

Outcome Course::left_to_resume() {
    outcome_.left = outcome_.why;
    return outcome_.end = End::stuck, outcome_;
}

Outcome Course::finish(End end) {
    std::vector<std::string> archives;
    for (const auto& each : state_.from) {
        archives.push_back(archive_name(each, each.version));
        archives.push_back(archive_name(each, state_.to));
    }
    apt_.keep_only(archives);
    store_.forget();
    outcome_.end = end;
    return outcome_;
}

std::vector<Objection> Course::look_once() {
    try {
        outcome_.after = look(store_, wish_.where);
        return objections(outcome_.before, outcome_.after);
    } catch (const std::exception& failed) {
        store_.log(std::string("# not examined: ") + failed.what() + "\n");
        return {{Worse::not_examined, wish_.where.config, {}, {}}};
    }
}

std::vector<Objection> Course::examine() {
    using Clock = std::chrono::steady_clock;
    // Not a number is no patience.
    const double patience_s = wish_.patience_s > 0 ? std::min(wish_.patience_s, longest_patience_s) : 0;
    const auto due = Clock::now() + std::chrono::milliseconds(static_cast<long>(patience_s * 1000));
    for (;;) {
        auto worse = look_once();
        if (worse.empty() || !may_pass(worse) || Clock::now() >= due) return worse;
        std::this_thread::sleep_for(std::chrono::seconds(2));
    }
}

}  // namespace

Outcome update(const Store& store, const Wish& wish, const OnStep& on_step) {
    return Course(store, wish, on_step).begin();
}

Outcome resume(const Store& store, const State& state, const Wish& wish, const OnStep& on_step) {
    return Course(store, wish, on_step).go_on(state);
}

}  // namespace tillpoints::update
