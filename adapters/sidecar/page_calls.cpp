#include <algorithm>
#include <ctime>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/day_totals.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/page_route.hpp"
#include "adapters/sidecar/pin.hpp"
#include "adapters/sidecar/request_parts.hpp"
#include "adapters/sidecar/setting_origins.hpp"
#include "qr/qr_code.hpp"

/// What is answered to a call that was not refused.
namespace tillpoints::sidecar {
namespace {

/// PINs that may be compared at the same time: each takes 32 MiB and a tenth of a second.
constexpr std::size_t most_trying = 8;

HttpAnswer page_answer(const Json& json, int status = 200) {
    return json_answer(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::chrono::minutes utc_offset_of(const Terminal& terminal) {
    constexpr int moscow = 180;  // the plugin's default
    const auto limits = terminal.plugin().value("limits", Json::object());
    return std::chrono::minutes(limits.is_object() ? limits.value("utc_offset_minutes", moscow) : moscow);
}

/// The currency that the cloud told, else the configured one.
std::string currency_of(const Terminal& terminal) {
    const auto status = Json::parse(terminal.last_status(), nullptr, false);
    const Json::json_pointer told("/settings/currency");
    if (status.is_object() && status.contains(told) && status[told].is_string()) return status[told];
    const auto configured = terminal.plugin().value("currency", Json("RUB"));
    return configured.is_string() ? configured.get<std::string>() : std::string("RUB");
}

HttpAnswer too_many_tries(std::chrono::seconds wait) {
    auto answer = error_answer(
        429, "too_many_tries",
        "Too many wrong PINs. Wait " + std::to_string(wait.count()) + " seconds, then try again.");
    for (auto& [name, value] : answer.headers)
        if (name == "Retry-After") value = std::to_string(wait.count());
    return answer;
}

}  // namespace

Json PageApi::session_json(const PageSession* session) const {
    const auto names = terminal_names();
    Json out{{"version", TILLPOINTS_VERSION},
             {"terminals", names},
             {"employees", Json::array()},
             {"currency", "RUB"},
             {"language", "ru"},
             {"employee", nullptr}};
    for (const auto& each : staff_.employees)
        out["employees"].push_back({{"name", each.name}, {"role", word_of(each.role)}});
    const auto found = host_.terminals().find(session != nullptr ? session->terminal
                                              : names.empty()    ? std::string()
                                                                 : names.front());
    if (found != host_.terminals().end()) {
        out["currency"] = currency_of(*found->second);
        out["language"] = found->second->plugin().value("language", "ru");
    }
    if (session == nullptr) return out;
    const auto shift = shifts_.find({session->terminal, session->employee.id});
    out["employee"] = {{"id", session->employee.id},
                       {"name", session->employee.name},
                       {"role", word_of(session->employee.role)},
                       {"terminal", session->terminal},
                       {"token", session->token},
                       {"shift", shift == shifts_.end() ? Json() : shift->second}};
    return out;
}

void PageApi::serve(const Listener& listener, const HttpRequest& request, const Done& done) {
    if (PageAssets::owns(path_of(request))) return done(assets_.answer(request));
    const auto& route = *route_of(path_of(request));
    using Call = Route::Call;
    const auto* session = session_of(request);
    if (route.whom != Route::For::anybody && session == nullptr) return done(not_signed_in());
    if (route.call == Call::session) return done(page_answer(session_json(session)));
    if (route.call == Call::sign_in) return sign_in(listener, request, done);
    const auto body = route.method == "POST" ? Json::parse(request.body, nullptr, false) : Json::object();
    if (!body.is_object())
        return done(
            error_answer(400, "wrong_body", "Send a JSON object, as protocol/sidecar-openapi.json says."));
    if (route.call == Call::sign_out) return done(sign_out(listener, request));
    if (route.call == Call::shift) return open_shift(*session, done);
    if (route.call == Call::qr) return done(qr_answer(request));
    serve_panel(route, *session, request, body, done);
}

void PageApi::serve_panel(const Route& route, const PageSession& session, const HttpRequest& request,
                          const Json& body, const Done& done) {
    using Call = Route::Call;
    auto found = terminal_of(session, request);
    if (auto* refusal = std::get_if<HttpAnswer>(&found)) return done(std::move(*refusal));
    const auto& terminal = *std::get<std::shared_ptr<Terminal>>(found);
    const auto language = words::language_named(parameter_of(request, "language").value_or("en"));
    if (!language) return done(error_answer(400, "wrong_body", "A language is en, ru or kk."));
    const auto wanted = [&](const char* name) { return text_member(body, name); };
    const auto missing =
        error_answer(400, "wrong_body", "A member is missing: see protocol/sidecar-openapi.json.");
    switch (route.call) {
        case Call::receipts:
            return find_receipts(terminal, body, done);
        case Call::overview: {
            auto facts = host_.facts();
            facts["terminal"] = terminal.name();
            facts["state"] = name_of(terminal.state());
            facts["problem"] = terminal.problem().empty() ? Json() : Json(terminal.problem());
            return panel_.overview(terminal.plugin(), facts, done);
        }
        case Call::waiting:
            return panel_.waiting(terminal.plugin(), done);
        case Call::queue:
            return panel_.queue(terminal.plugin(), *language, done);
        case Call::entry:
            return wanted("number") ? panel_.entry(terminal.plugin(), *language, *wanted("number"), done)
                                    : done(missing);
        case Call::explain:
            return wanted("receipt_id")
                       ? panel_.explain(terminal.plugin(), *language, *wanted("receipt_id"), done)
                       : done(missing);
        case Call::command:
            return decide(session, terminal, *language, body, done);
        case Call::open_receipts:
            return panel_.open_receipts(terminal.plugin(), *language, done);
        case Call::day:
            return tell_day(terminal, request, done);
        case Call::log:
            return panel_.log(terminal.plugin(), wanted("search").value_or(""), done);
        case Call::settings:
            return done(page_answer({{"settings", setting_origins(host_.settings(), terminal.name())}}));
        default:
            return done(missing);
    }
}

void PageApi::sign_in(const Listener& listener, const HttpRequest& request, const Done& done) {
    const auto body = Json::parse(request.body, nullptr, false);
    const auto name = text_member(body, "employee");
    const auto pin = text_member(body, "pin");
    if (!name || !pin)
        return done(error_answer(400, "wrong_body", R"(Send {"employee":NAME,"pin":"DIGITS"}.)"));
    const auto names = terminal_names();
    const auto terminal = text_member(body, "terminal").value_or(names.empty() ? "" : names.front());
    if (std::find(names.begin(), names.end(), terminal) == names.end())
        return done(error_answer(404, "unknown_terminal", "There is no terminal of this name for pages."));
    const std::string address(header_of(request.headers, peer_header));
    const auto now = PinTries::Time::clock::now();
    if (const auto wait = tries_.wait(*name, address, now); wait.count() > 0)
        return done(too_many_tries(wait));
    if (trying_ >= most_trying) return done(too_many_tries(std::chrono::seconds(1)));
    tries_.begin(*name, address, now);
    const auto* known = staff_.named(*name);
    // A name that is nobody's costs the same time as a wrong PIN.
    const auto employee = known == nullptr ? Employee() : *known;
    const auto hash = known == nullptr ? std::string() : known->pin;
    ++trying_;
    pin_thread_.give([this, listener, request, done, employee, hash, pin = *pin, terminal, name = *name,
                      address] {
        bool right = false;
        try {
            right = pin_matches(hash.empty() ? hash_of_nobody() : hash, pin);
        } catch (const std::exception&) {
            right = false;
        }
        post_([this, listener, request, done, employee, terminal, name, address, right] {
            --trying_;
            const auto* still = staff_.with_id(employee.id);
            if (!right || still == nullptr || !(*still == employee))
                return done(error_answer(403, "wrong_pin", "The name and the PIN do not belong together."));
            tries_.was_right(name, address);
            signed_in(listener, request, employee, terminal, done);
        });
    });
}

void PageApi::signed_in(const Listener& listener, const HttpRequest& request, const Employee& employee,
                        const std::string& terminal, const Done& done) {
    history_.shift(terminal, employee.id, false,
                   [this, listener, request, employee, terminal, done](const Json& shift) {
                       shifts_[{terminal, employee.id}] = shift;
                       // A session that was there before the PIN may be known to somebody else.
                       sessions_.end(session_cookie(request));
                       const auto now = PageSession::Time::clock::now();
                       const auto id = sessions_.begin(employee, terminal, now);
                       auto answer = page_answer(session_json(sessions_.use(id, now)), 201);
                       answer.headers.emplace_back("Set-Cookie", cookie_text(listener, id));
                       done(std::move(answer));
                   });
}

HttpAnswer PageApi::sign_out(const Listener& listener, const HttpRequest& request) {
    sessions_.end(session_cookie(request));
    auto answer = page_answer(session_json(nullptr));
    answer.headers.emplace_back("Set-Cookie", cookie_text(listener, ""));
    return answer;
}

void PageApi::open_shift(const PageSession& session, const Done& done) {
    const ShiftKey key{session.terminal, session.employee.id};
    history_.shift(key.first, key.second, true, [this, key, done](const Json& shift) {
        if (shift.is_null())
            return done(
                error_answer(503, "not_stored", "The shift cannot be stored. Look at the daemon's log."));
        shifts_[key] = shift;
        done(page_answer({{"shift", shift}}));
    });
}

void PageApi::find_receipts(const Terminal& terminal, const Json& body, const Done& done) {
    auto query = receipt_query(body);
    if (!query)
        return done(error_answer(
            400, "wrong_body",
            "Ask by day, number, receipt_id, phone, shift or unfinished, as the description says."));
    query->terminal = terminal.name();
    history_.find(std::move(*query), utc_offset_of(terminal), [this, done](Json found) {
        if (found.is_null())
            return done(
                error_answer(503, "not_readable", "The list of receipts cannot be read. Look at the log."));
        found["cashiers"] = Json::object();
        for (const auto& each : staff_.employees) found["cashiers"][each.id] = each.name;
        done(page_answer(found));
    });
}

void PageApi::tell_day(const Terminal& terminal, const HttpRequest& request, const Done& done) {
    const auto offset = utc_offset_of(terminal);
    const auto today = day_at(static_cast<std::int64_t>(std::time(nullptr)), offset);
    const std::string day(parameter_of(request, "day").value_or(today));
    if (day_start(day, offset) < 0)
        return done(error_answer(400, "wrong_body", "A day is written as 2026-11-29."));
    history_.day(terminal.name(), day, offset, [done](const Json& found) {
        if (found.is_null())
            return done(error_answer(503, "not_readable", "The day cannot be read. Look at the log."));
        done(page_answer(found));
    });
}

void PageApi::decide(const PageSession& session, const Terminal& terminal, words::Language language,
                     const Json& body, const Done& done) {
    auto command = command_of(body, session.employee.name);
    if (!command)
        return done(
            error_answer(400, "wrong_body", "A decision needs an action, what it is about, and a reason."));
    panel_.command(terminal.plugin(), language, *command, done);
}

}  // namespace tillpoints::sidecar
