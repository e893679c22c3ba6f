#include "cloud/fleet/fleet_endpoint.hpp"

#include "cloud/api/error_texts.hpp"
#include "cloud/api/refusals.hpp"
#include "cloud/fleet/fleet.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t interval_s = 60;

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
        service_.transact([&](RequestContext& context) {
            document = take_heartbeat(context.db, token, heartbeat, clock_());
        });
    if (!document) return refused(refusal(Errc::unauthorized));
    return json_answer(200, Json::object({{"release", document->empty() ? Json() : Json(*document)},
                                          {"interval_s", interval_s}}));
}

}  // namespace tillpoints::cloud
