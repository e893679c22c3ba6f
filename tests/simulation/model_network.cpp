#include "tests/simulation/model_network.hpp"

namespace tillpoints::simulation {
namespace {

using loyalty::Answer;
using loyalty::Refusal;
using std::chrono::milliseconds;

const Refusal server_failed{503, Errc::server_failed, "", "", {}};
const Refusal unauthorized{401, Errc::unauthorized, "unauthorized", "", {}};
const Refusal too_many{429, Errc::too_many_requests, "", "", {}};

/// A commit that comes after the connection died is over well before the settle horizon.
constexpr std::int64_t latest_commit = 75'000;

}  // namespace

void ModelNetwork::call(const loyalty::Call& call, milliseconds timeout, Done done) {
    if (!power_.on()) return;
    const Done guarded = power_.alive(std::move(done));
    switch (weather_) {
        case Weather::refusing:
            return none(random_.ms(1, 20), Errc::unreachable, true, guarded);
        case Weather::silent:
            return none(timeout, Errc::timed_out, false, guarded);
        case Weather::key_revoked:
            return refuse(random_.ms(20, 200), unauthorized, guarded);
        case Weather::clear:
            break;
    }
    if (!goes_wrong(call, timeout, guarded))
        deliver(call, timeout, faults_.strike(Fault::failed_after, 8), guarded);
}

bool ModelNetwork::goes_wrong(const loyalty::Call& call, milliseconds timeout, const Done& done) {
    const auto soon = std::min(random_.ms(20, 4'000), timeout);
    if (faults_.strike(Fault::refused, 8)) return none(soon, Errc::unreachable, true, done), true;
    if (faults_.strike(Fault::request_lost, 10)) return none(soon, Errc::connection_lost, false, done), true;
    if (faults_.strike(Fault::failed_before, 8)) return refuse(soon, server_failed, done), true;
    if (faults_.strike(Fault::too_many, 5)) return refuse(soon, too_many, done, random_.ms(500, 3'000)), true;
    if (faults_.strike(Fault::stranger, 3)) return none(soon, Errc::not_the_cloud, false, done), true;
    if (faults_.strike(Fault::answer_lost, 15)) {
        arrive(call, std::min(random_.ms(10, 200), soon), [](const Answer&) {});
        return none(soon, Errc::connection_lost, false, done), true;
    }
    if (faults_.strike(Fault::late_commit, 12)) {
        arrive(call, soon + random_.ms(10, latest_commit), [](const Answer&) {});
        return none(soon, Errc::connection_lost, false, done), true;
    }
    if (faults_.strike(Fault::too_slow, 8)) {
        arrive(call, timeout + random_.ms(1, 20'000), [](const Answer&) {});
        return none(timeout, Errc::timed_out, false, done), true;
    }
    return false;
}

void ModelNetwork::deliver(const loyalty::Call& call, milliseconds timeout, bool failed_after,
                           const Done& done) {
    const auto there = random_.ms(10, 150);
    const auto back = random_.ms(10, 150);
    if (there + back > timeout) {
        arrive(call, there, [](const Answer&) {});
        return none(timeout, Errc::timed_out, false, done);
    }
    arrive(call, there, [this, back, failed_after, done](const Answer& answer) {
        const CallResult result{failed_after ? Answer(server_failed) : answer, {}, date()};
        loop_.at(loop_.now() + back, [done, result] { done(result); });
    });
}

void ModelNetwork::none(milliseconds after, Errc code, bool unsent, const Done& done) {
    loop_.at(loop_.now() + after, [done, code, unsent] { done({replay::Unanswered{code, unsent}, {}, {}}); });
}

void ModelNetwork::refuse(milliseconds after, Refusal refusal, const Done& done,
                          std::optional<milliseconds> retry_after) {
    loop_.at(loop_.now() + after, [this, refusal = std::move(refusal), retry_after, done] {
        done({Answer(refusal), retry_after, date()});
    });
}

void ModelNetwork::arrive(const loyalty::Call& call, milliseconds after,
                          std::function<void(const Answer&)> then) {
    loop_.at(loop_.now() + after, [this, call, then = std::move(then)] { then(cloud_.answer(call)); });
}

}  // namespace tillpoints::simulation
