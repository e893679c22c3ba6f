#include "cloud/fleet/fleet_endpoint.hpp"

#include "cloud/api/error_texts.hpp"
#include "cloud/api/refusals.hpp"
#include "cloud/fleet/fleet.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t interval_s = 60;
/// A terminal reports once a minute, and at once where a technician asks it to.
constexpr GuessLimit reports_of_terminal{60, 240};
constexpr std::chrono::minutes longest_refill{16};

HttpAnswer json_answer(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, dump(body)};
}

HttpAnswer refused(const loyalty::Refusal& refusal) {
    return loyalty::answer_to_http(in_language(refusal, loyalty::Language::english));
}

/// The token of a Bearer credential; empty: there is none that could be one.
std::string token_of(const HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto value = header_of(request.headers, "Authorization");
    if (!value.starts_with(scheme) || value.size() > scheme.size() + 128) return {};
    return std::string(value.substr(scheme.size()));
}

}  // namespace

FleetEndpoint::FleetEndpoint(Service& service, std::function<Timestamp()> clock)
    : service_(service), clock_(std::move(clock)) {}

Admission FleetEndpoint::admit(const HttpRequest& head) {
    if (!token_of(head).empty()) return {longest_heartbeat};
    return refused_admission([this, head] { return serve(head); });
}

HttpAnswer FleetEndpoint::serve(const HttpRequest& request) {
    try {
        return answer(request);
    } catch (const std::exception& error) {
        return refused(refusal(Errc::server_failed, error.what()));
    }
}

std::chrono::milliseconds FleetEndpoint::wait_of(const std::string& token) {
    const auto now = clock_();
    const auto terminal = token_digest(token);
    const std::scoped_lock lock(mutex_);
    // What lies further ahead than a bucket can was counted before the clock was set back.
    std::erase_if(full_at_,
                  [&](const auto& each) { return each.second <= now || each.second > now + longest_refill; });
    const auto found = full_at_.find(terminal);
    const FullAt full_at = found == full_at_.end() ? FullAt() : FullAt(found->second);
    const auto wait = wait_for_guess(reports_of_terminal, full_at, now);
    if (wait.count() == 0)
        full_at_.insert_or_assign(terminal, after_failed_guess(reports_of_terminal, full_at, now));
    return wait;
}

HttpAnswer FleetEndpoint::answer(const HttpRequest& request) {
    const auto token = token_of(request);
    if (token.empty()) return refused(refusal(Errc::unauthorized));
    const auto json = parse_json(request.body, {longest_heartbeat, 8, false});
    if (!json) return refused(refusal_of(json.error()));
    Problems problems;
    const auto heartbeat = read_heartbeat(*json, problems);
    if (!problems.empty()) return refused(refusal_of(problems));
    std::optional<std::string> document;
    // Whoever has no token must not make the database write.
    bool known = false;
    service_.read([&](RequestContext& context) { known = is_terminal(context.db, token); });
    if (known)
        if (const auto wait = wait_of(token); wait.count() > 0) {
            auto later = refusal(Errc::too_many_requests);
            later.retry_after = std::chrono::ceil<std::chrono::seconds>(wait);
            return refused(later);
        }
    if (known)
        service_.transact([&](RequestContext& context) {
            document = take_heartbeat(context.db, token, heartbeat, clock_());
        });
    if (!document) return refused(refusal(Errc::unauthorized));
    return json_answer(200, Json::object({{"release", document->empty() ? Json() : Json(*document)},
                                          {"interval_s", interval_s}}));
}

}  // namespace tillpoints::cloud
