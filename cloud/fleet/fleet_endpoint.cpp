#include "cloud/fleet/fleet_endpoint.hpp"

#include "cloud/fleet/fleet.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t interval_s = 60;

HttpAnswer json_answer(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, dump(body)};
}

HttpAnswer refused(int status, std::string_view code, const std::string& message) {
    return json_answer(status,
                       Json::object({{"error", Json::object({{"code", code}, {"message", Json(message)}})}}));
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
    if (head.method == "POST" && !token_of(head).empty()) return {longest_heartbeat};
    return refused_admission([this, head] { return serve(head); });
}

HttpAnswer FleetEndpoint::serve(const HttpRequest& request) {
    try {
        return answer(request);
    } catch (const std::exception& error) {
        return refused(500, "server_failed", error.what());
    }
}

HttpAnswer FleetEndpoint::answer(const HttpRequest& request) {
    if (request.method != "POST") return refused(405, "wrong_method", "POST");
    const auto token = token_of(request);
    if (token.empty()) return refused(401, "unauthorized", "Bearer and the terminal's token");
    const auto json = parse_json(request.body, {longest_heartbeat, 8, false});
    if (!json) return refused(400, "invalid_json", json.error().sentence());
    Problems problems;
    const auto heartbeat = read_heartbeat(*json, problems);
    if (!problems.empty()) return refused(400, "invalid_heartbeat", problems.front().sentence());
    std::optional<std::string> document;
    service_.transact([&](RequestContext& context) {
        const auto now = clock_();
        document = take_heartbeat(context.db, token, heartbeat, now);
        if (document) watch_rollouts(context.db, now);
    });
    if (!document) return refused(401, "unauthorized", "no terminal has this token");
    return json_answer(200, Json::object({{"release", document->empty() ? Json() : Json(*document)},
                                          {"interval_s", interval_s}}));
}

}  // namespace tillpoints::cloud
