#include "adapters/sidecar/api.hpp"

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/request_parts.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::uint64_t longest_deadline_ms = 60'000;
constexpr std::size_t longest_code_request = 1024;
/// Tries of codes in a second, by all clients together, after a burst.
constexpr double codes_per_second = 1;
constexpr double codes_burst = 10;
/// How long a refusal is held back that a well-behaved client does not get often.
constexpr std::chrono::milliseconds refusal_pause{200};

}  // namespace

struct Api::Route {
    enum class Call { event, stream, status, enrol, metrics };
    std::string_view path;
    std::string_view method;
    Call call;
    bool of_terminal;  ///< only its terminal may make the call
};

const Api::Route* Api::route_of(std::string_view path) const {
    using Call = Route::Call;
    static constexpr Route routes[] = {{"/v1/events", "POST", Call::event, true},
                                       {"/v1/stream", "GET", Call::stream, true},
                                       {"/v1/status", "GET", Call::status, true},
                                       {"/v1/enrol", "POST", Call::enrol, false},
                                       {"/metrics", "GET", Call::metrics, false}};
    for (const auto& route : routes)
        if (route.path == path) return &route;
    return nullptr;
}

Api::Api(ApiHost host, EventHandler& events, Streams& streams, Metrics& metrics, PageApi& pages,
         const Limits& limits)
    : host_(std::move(host)),
      events_(events),
      streams_(streams),
      metrics_(metrics),
      pages_(pages),
      limits_(limits),
      enrolments_(codes_per_second, codes_burst) {}

Api::Caller Api::caller_of(const Listener& listener, const HttpRequest& head) const {
    const auto token = bearer_token(head);
    const std::string name(named_terminal(head));
    if (!token.empty()) {
        const auto digest = sha256_hex(token);
        std::shared_ptr<Terminal> caller;
        for (const auto& [each, terminal] : host_.terminals())
            if (!terminal->token_digest.empty() && same_secret(terminal->token_digest, digest))
                caller = terminal;
        if (!caller)
            return error_answer(401, "unknown_token",
                                "This token is no terminal's. Make a new one: tillpointsd token TERMINAL.");
        if (!name.empty() && name != caller->name())
            return error_answer(403, "other_terminal",
                                "The token is not that of the terminal that the request names.");
        return caller;
    }
    if (const auto* session = pages_.session_of(head)) return signed_in_caller(*session, head);
    if (!listener.by_name || name.empty())
        return error_answer(401, "no_token",
                            listener.by_name
                                ? "Name the terminal in the header Tillpoints-Terminal, or show its "
                                  "token: Authorization: Bearer TOKEN."
                                : "Show the terminal's token: Authorization: Bearer TOKEN.");
    const auto found = host_.terminals().find(name);
    if (found == host_.terminals().end())
        return error_answer(404, "unknown_terminal",
                            "There is no terminal of this name. The daemon's configuration lists them.");
    return found->second;
}

Api::Caller Api::signed_in_caller(const PageSession& session, const HttpRequest& head) const {
    if (head.method == "POST")
        if (auto refusal = PageApi::refusal_of_change(session, head)) return std::move(*refusal);
    return pages_.terminal_of(session, head);
}

std::optional<HttpAnswer> Api::refusal_of(const Listener& listener, const HttpRequest& head) const {
    if (ending_)
        return error_answer(503, "ending", "The daemon ends. Send the same request again in a moment.");
    if (PageApi::owns(path_of(head))) return pages_.refusal_of(listener, head);
    if (auto foreign = refusal_at(listener, head)) return foreign;
    const auto* route = route_of(path_of(head));
    if (route == nullptr || (route->call == Route::Call::metrics && listener.network))
        return error_answer(404, "unknown_path",
                            "There is nothing here. protocol/sidecar-openapi.json lists the calls.");
    if (head.method != route->method) {
        auto answer =
            error_answer(405, "wrong_method", "This path takes " + std::string(route->method) + ".");
        answer.headers.emplace_back("Allow", route->method);
        return answer;
    }
    if (route->of_terminal) {
        auto caller = caller_of(listener, head);
        if (auto* refusal = std::get_if<HttpAnswer>(&caller)) return std::move(*refusal);
    }
    return refusal_of_body(*route, head);
}

std::optional<HttpAnswer> Api::refusal_of_body(const Route& route, const HttpRequest& head) const {
    if (route.method != "POST") return {};
    const auto type = header_of(head.headers, "Content-Type");
    if (!type.starts_with("application/json"))
        return error_answer(415, "wrong_type", "Send JSON, with Content-Type: application/json.");
    const auto length = whole_number(header_of(head.headers, "Content-Length"));
    if (!length) return error_answer(411, "no_length", "State the length of the body in Content-Length.");
    const auto most = route.call == Route::Call::event ? limits_.event_bytes : longest_code_request;
    if (*length > most)
        return error_answer(413, "too_large",
                            "At most " + std::to_string(most) + " bytes are taken" +
                                (route.call == Route::Call::event
                                     ? "; `limits.event_bytes` in the daemon's configuration allows more."
                                     : "."));
    if (route.call != Route::Call::event) return {};
    const auto key = header_of(head.headers, "Idempotency-Key");
    if (!key.empty() && !is_idempotency_key(key))
        return error_answer(400, "wrong_key", "An Idempotency-Key is 1 to 128 printable ASCII characters.");
    const auto deadline = parameter_of(head, "deadline_ms");
    const auto number = deadline ? whole_number(*deadline) : std::optional<std::uint64_t>(1);
    if (!number || *number < 1 || *number > longest_deadline_ms)
        return error_answer(400, "wrong_deadline", "deadline_ms is a whole number from 1 to 60000.");
    return {};
}

std::optional<HttpAnswer> Api::refusal_of_rate(const Listener& listener, const Route& route,
                                               const HttpRequest& head) {
    const auto now = std::chrono::steady_clock::now();
    if (route.call == Route::Call::enrol && !enrolments_.take(1, now))
        return error_answer(429, "too_many_codes", "Too many codes were tried. Wait a moment.");
    if (route.call != Route::Call::event) return {};
    const auto terminal = std::get<std::shared_ptr<Terminal>>(caller_of(listener, head));
    const auto length = whole_number(header_of(head.headers, "Content-Length")).value_or(0);
    if (!terminal->requests.take(1, now) || !terminal->bytes.take(static_cast<double>(length), now))
        return error_answer(429, "too_fast",
                            "This terminal sends faster than `limits.events_per_second` allows. Nothing was "
                            "taken: send the same event again in a second.");
    return {};
}

Admission Api::admit(const Listener& listener, const HttpRequest& head) {
    auto refusal = refusal_of(listener, head);
    const auto* route = route_of(path_of(head));
    if (!refusal && route != nullptr) refusal = refusal_of_rate(listener, *route, head);
    if (refusal) {
        const auto error = Json::parse(refusal->body, nullptr, false);
        metrics_.refused(error.at("error").at("code").get<std::string>());
        return refused_admission([this, answer = std::move(*refusal)] { return slowed(answer); });
    }
    Admission admission;
    admission.body_limit = route == nullptr                    ? max_page_request
                           : route->call == Route::Call::event ? limits_.event_bytes
                                                               : longest_code_request;
    return admission;
}

/// A client that tries tokens or sends too fast could keep the daemon busy with refusals; its connection
/// waits instead.
Reply Api::slowed(HttpAnswer refusal) const {
    const int status = refusal.status;
    Reply reply(std::move(refusal));
    if (status == 401 || status == 403 || status == 429)
        reply.transmission = [this](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer& answer) {
            host_.later(refusal_pause, [channel, answer] { channel->send(answer); });
        };
    return reply;
}

void Api::serve(const Listener& listener, HttpRequest request, const std::function<void(Reply)>& done) {
    // What changed while the body came in: the daemon ends, or the terminal is gone.
    if (auto refusal = refusal_of(listener, request)) return done(std::move(*refusal));
    if (PageApi::owns(path_of(request)))
        return pages_.serve(listener, request, [done](HttpAnswer answer) { done(std::move(answer)); });
    switch (route_of(path_of(request))->call) {
        case Route::Call::event:
            return take_event(listener, std::move(request), done);
        case Route::Call::stream:
            return open_stream(listener, request, done);
        case Route::Call::status:
            return tell_status(listener, request, done);
        case Route::Call::enrol:
            return done(enrol(request));
        case Route::Call::metrics: {
            auto answer = json_answer(200, host_.metrics());
            answer.headers.front().second = "text/plain; version=0.0.4; charset=utf-8";
            return done(std::move(answer));
        }
    }
}

void Api::take_event(const Listener& listener, HttpRequest request, const std::function<void(Reply)>& done) {
    if (const auto* session = bearer_token(request).empty() ? pages_.session_of(request) : nullptr)
        if (auto refusal = pages_.refusal_of_event(*session, request.body)) return done(std::move(*refusal));
    IncomingEvent event;
    event.terminal = std::get<std::shared_ptr<Terminal>>(caller_of(listener, request));
    event.key = std::string(header_of(request.headers, "Idempotency-Key"));
    const auto deadline = parameter_of(request, "deadline_ms");
    event.deadline_ms = deadline ? static_cast<std::uint32_t>(whole_number(*deadline).value_or(0)) : 0;
    event.body = std::move(request.body);
    const auto began = std::chrono::steady_clock::now();
    SeenEvent seen{event.terminal->name(), event.body, {}};
    events_.take(std::move(event), [this, done, began, seen = std::move(seen)](HttpAnswer answer) mutable {
        if (answer.status == 200) {
            seen.reply = answer.body;
            seen.again = !header_of(answer.headers, "Idempotency-Replayed").empty();
            seen.waited = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - began);
            pages_.learn(std::move(seen));
        }
        done(std::move(answer));
    });
}

void Api::open_stream(const Listener& listener, const HttpRequest& request,
                      const std::function<void(Reply)>& done) {
    const auto terminal = std::get<std::shared_ptr<Terminal>>(caller_of(listener, request));
    Reply reply;
    reply.answer = {200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}, {}};
    reply.transmission = [this, terminal, allowed = pages_.while_signed_in(request),
                          last = std::string(header_of(request.headers, "Last-Event-ID"))](
                             const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer&) {
        streams_.open(channel, terminal, last, allowed);
    };
    done(std::move(reply));
}

void Api::tell_status(const Listener& listener, const HttpRequest& request,
                      const std::function<void(Reply)>& done) {
    const auto terminal = std::get<std::shared_ptr<Terminal>>(caller_of(listener, request));
    terminal->ask_status([terminal, done](const std::string& status) {
        const Json body{{"terminal", terminal->name()},
                        {"state", name_of(terminal->state())},
                        {"problem", terminal->problem().empty() ? Json() : Json(terminal->problem())},
                        {"library", Json::parse(status, nullptr, false)}};
        done(json_answer(200, body.dump(-1, ' ', false, Json::error_handler_t::replace)));
    });
}

HttpAnswer Api::enrol(const HttpRequest& request) {
    const auto body = Json::parse(request.body, nullptr, false);
    if (!body.is_object() || !body.contains("code") || !body["code"].is_string())
        return error_answer(400, "no_code", R"(Send the code: {"code":"ABCD-EFGH"}.)");
    return host_.enrol(body["code"].get<std::string>());
}

}  // namespace tillpoints::sidecar
