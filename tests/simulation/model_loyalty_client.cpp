#include "tests/simulation/model_loyalty_client.hpp"

#include "plugin/providers/uds/http_loyalty_client.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::simulation {
namespace {

using loyalty::Answer;
using loyalty::Refusal;
using std::chrono::milliseconds;

const Refusal server_failed{503, Errc::server_failed, "", "", {}};
const Refusal unauthorized{401, Errc::unauthorized, "unauthorized", "", {}};
const Refusal forbidden{403, Errc::forbidden, "forbidden", "", {}};
const Refusal company_blocked{403, Errc::company_inactive, "companyInactive", "", {}};
const Refusal too_many{429, Errc::too_many_requests, "", "", {}};

/// A commit that comes after the connection died is over well before the settle horizon.
constexpr std::int64_t latest_commit = 75'000;

constexpr auto nobody_hears = [](const Answer&) {};

}  // namespace

void ModelLoyaltyClient::call(const loyalty::Call& call, milliseconds timeout, Done done) {
    if (!power_.on()) return;
    const Done guarded = power_.alive(std::move(done));
    switch (weather_) {
        case Weather::refusing:
            return none(random_.ms(1, 20), Errc::unreachable, true, guarded);
        case Weather::silent:
            return none(timeout, Errc::timed_out, false, guarded);
        case Weather::portal:
            return strange_page(call, random_.ms(5, 100), guarded);
        case Weather::key_revoked:
            return refuse(random_.ms(20, 200), cloud_.switches().wrong_key_is_403 ? forbidden : unauthorized,
                          guarded);
        case Weather::company_blocked:
            return refuse(random_.ms(20, 200), company_blocked, guarded);
        case Weather::clear:
            break;
    }
    if (!goes_wrong(call, timeout, guarded))
        deliver(call, timeout, faults_.strike(Fault::failed_after, 8), guarded);
}

bool ModelLoyaltyClient::goes_wrong(const loyalty::Call& call, milliseconds timeout, const Done& done) {
    const auto soon = std::min(random_.ms(20, 4'000), timeout);
    if (faults_.strike(Fault::refused, 8)) return none(soon, Errc::unreachable, true, done), true;
    if (faults_.strike(Fault::request_lost, 10)) return none(soon, Errc::connection_lost, false, done), true;
    if (faults_.strike(Fault::failed_before, 8)) return refuse(soon, server_failed, done), true;
    if (faults_.strike(Fault::too_many, 5)) return refuse(soon, too_many, done, random_.ms(500, 3'000)), true;
    if (faults_.strike(Fault::stranger, 3)) return strange_page(call, soon, done), true;
    return arrives_and_goes_wrong(call, soon, timeout, done);
}

bool ModelLoyaltyClient::arrives_and_goes_wrong(const loyalty::Call& call, milliseconds soon,
                                                milliseconds timeout, const Done& done) {
    if (faults_.strike(Fault::answer_lost, 15)) {
        arrive(call, std::min(random_.ms(10, 200), soon), nobody_hears);
        return none(soon, Errc::connection_lost, false, done), true;
    }
    if (faults_.strike(Fault::answer_cut, 6)) {
        arrive(call, soon, [this, call, done](const Answer& answer) {
            HttpAnswer http = loyalty::answer_to_http(answer);
            http.body.resize(http.body.size() * static_cast<std::size_t>(random_.between(0, 9)) / 10);
            bytes(call, {}, std::move(http), done);
        });
        return true;
    }
    if (faults_.strike(Fault::late_commit, 12)) {
        arrive(call, soon + random_.ms(10, latest_commit), nobody_hears);
        return none(soon, Errc::connection_lost, false, done), true;
    }
    if (faults_.strike(Fault::too_slow, 8)) {
        arrive(call, timeout + random_.ms(1, 20'000), nobody_hears);
        return none(timeout, Errc::timed_out, false, done), true;
    }
    return false;
}

void ModelLoyaltyClient::deliver(const loyalty::Call& call, milliseconds timeout, bool failed_after,
                                 const Done& done) {
    const auto there = random_.ms(10, 150);
    const auto back = random_.ms(10, 150);
    if (there + back > timeout) {
        arrive(call, there, nobody_hears);
        return none(timeout, Errc::timed_out, false, done);
    }
    arrive(call, there, [this, back, failed_after, done](const Answer& answer) {
        if (failed_after) return refuse(back, server_failed, done);
        const auto heard = power_.alive([this, done, date = date(), answer] {
            clock_->learn(date);
            done({answer, {}});
        });
        time_.at(time_.now() + back, heard);
    });
}

void ModelLoyaltyClient::none(milliseconds after, Errc code, bool unsent, const Done& done) {
    time_.at(time_.now() + after, [done, code, unsent] { done({replay::Unanswered{code, unsent}, {}}); });
}

void ModelLoyaltyClient::refuse(milliseconds after, Refusal refusal, const Done& done,
                                std::optional<milliseconds> retry_after) {
    time_.at(time_.now() + after, [refusal = std::move(refusal), retry_after, done] {
        done({Answer(refusal), retry_after});
    });
}

void ModelLoyaltyClient::strange_page(const loyalty::Call& call, milliseconds after, const Done& done) {
    HttpAnswer page{200,
                    {{"Content-Type", "text/html"}},
                    "<html><body>Welcome! Please log in to use the network.</body></html>"};
    if (random_.chance(500)) page = {302, {{"Location", "http://portal.example/login"}}, ""};
    // A stranger's clock is any clock.
    const Timestamp strange = time_.now() + random_.ms(-86'400'000, 86'400'000);
    page.headers.emplace_back("X-Timestamp", to_text(strange));
    bytes(call, after, std::move(page), done);
}

void ModelLoyaltyClient::bytes(const loyalty::Call& call, milliseconds after, HttpAnswer answer,
                               const Done& done) {
    time_.at(time_.now() + after, power_.alive([this, call, answer = std::move(answer), done] {
        done(uds::call_result_of(call, answer, *clock_));
    }));
}

void ModelLoyaltyClient::arrive(const loyalty::Call& call, milliseconds after,
                                std::function<void(const Answer&)> then) {
    time_.at(time_.now() + after, [this, call, then = std::move(then)] { then(cloud_.answer(call)); });
}

}  // namespace tillpoints::simulation
