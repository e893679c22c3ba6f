#include "adapters/sidecar/page_api.hpp"

#include <algorithm>
#include <ctime>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/day_totals.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/pin.hpp"
#include "adapters/sidecar/request_parts.hpp"
#include "adapters/sidecar/setting_origins.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::sidecar {
namespace {

/// PINs that may be compared at the same time: each takes 32 MiB and a tenth of a second.
constexpr std::size_t most_trying = 8;

HttpAnswer page_answer(const Json& json, int status = 200) {
    return json_answer(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

HttpAnswer not_signed_in() {
    return error_answer(401, "not_signed_in", "Nobody is signed in here, or the session has ended. Sign in.");
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

struct PageApi::Route {
    enum class Call {
        session,
        sign_in,
        sign_out,
        shift,
        receipts,
        qr,
        overview,
        queue,
        entry,
        explain,
        command,
        open_receipts,
        day,
        log,
        settings
    };
    enum class For { anybody, signed_in, cashier, panel, technician };
    std::string_view path;
    std::string_view method;
    Call call;
    For whom;
};

const PageApi::Route* PageApi::route_of(std::string_view path) {
    using Call = Route::Call;
    using For = Route::For;
    static constexpr Route routes[] = {
        {"/v1/pages/session", "GET", Call::session, For::anybody},
        {"/v1/pages/sign-in", "POST", Call::sign_in, For::anybody},
        {"/v1/pages/sign-out", "POST", Call::sign_out, For::signed_in},
        {"/v1/pages/shift", "POST", Call::shift, For::cashier},
        {"/v1/pages/receipts", "POST", Call::receipts, For::signed_in},
        {"/v1/pages/qr", "GET", Call::qr, For::signed_in},
        {"/v1/pages/overview", "GET", Call::overview, For::panel},
        {"/v1/pages/queue", "GET", Call::queue, For::panel},
        {"/v1/pages/entry", "POST", Call::entry, For::panel},
        {"/v1/pages/explain", "POST", Call::explain, For::panel},
        {"/v1/pages/command", "POST", Call::command, For::technician},
        {"/v1/pages/open-receipts", "GET", Call::open_receipts, For::panel},
        {"/v1/pages/day", "GET", Call::day, For::panel},
        {"/v1/pages/log", "POST", Call::log, For::panel},
        {"/v1/pages/settings", "GET", Call::settings, For::panel},
    };
    for (const auto& route : routes)
        if (route.path == path) return &route;
    return nullptr;
}

PageApi::PageApi(PageHost host, ReceiptHistory& history, const PluginLibrary& library, Post post,
                 const Settings& settings)
    : host_(std::move(host)),
      history_(history),
      assets_(settings.pages.assets),
      staff_(load_staff(settings)),
      sessions_(settings.pages.idle, settings.pages.longest),
      post_(post),
      panel_(library, std::move(post)) {}

bool PageApi::owns(std::string_view path) {
    return path.starts_with("/v1/pages/") || PageAssets::owns(path);
}

const PageSession* PageApi::session_of(const HttpRequest& head) {
    return sessions_.use(session_cookie(head), PageSession::Time::clock::now());
}

std::function<bool()> PageApi::while_signed_in(const HttpRequest& head) {
    const auto id = session_cookie(head);
    if (!bearer_token(head).empty() || session_of(head) == nullptr) return [] { return true; };
    return [this, id] { return sessions_.is_open(id, PageSession::Time::clock::now()); };
}

std::optional<HttpAnswer> PageApi::refusal_of(const Listener& listener, const HttpRequest& head) {
    if (PageAssets::owns(path_of(head))) {
        // A link on another page may lead here; what is loaded by another page may not.
        if (auto foreign = is_navigation(head) ? refusal_of_host(listener, head) : refusal_at(listener, head))
            return foreign;
        if (head.method != "GET") return wrong_method("GET");
        return {};
    }
    if (auto foreign = refusal_at(listener, head)) return foreign;
    const auto* route = route_of(path_of(head));
    if (route == nullptr)
        return error_answer(404, "unknown_path",
                            "There is nothing here. protocol/sidecar-openapi.json lists the calls.");
    if (head.method != route->method) return wrong_method(route->method);
    if (auto refusal = refusal_of_caller(*route, head)) return refusal;
    return route->method == "POST" ? refusal_of_page_body(head) : std::nullopt;
}

std::optional<HttpAnswer> PageApi::refusal_of_caller(const Route& route, const HttpRequest& head) {
    using For = Route::For;
    if (route.whom == For::anybody) return {};
    const auto* session = session_of(head);
    if (session == nullptr) return not_signed_in();
    const auto role = session->employee.role;
    if ((route.whom == For::cashier && role != Role::cashier) ||
        (route.whom == For::panel && role == Role::cashier) ||
        (route.whom == For::technician && role != Role::technician))
        return error_answer(403, "wrong_role", "This is not for your role. Ask a technician.");
    if (route.method == "POST")
        if (auto refusal = refusal_of_change(*session, head)) return refusal;
    auto terminal = terminal_of(*session, head);
    if (auto* refusal = std::get_if<HttpAnswer>(&terminal)) return std::move(*refusal);
    return {};
}

std::optional<HttpAnswer> PageApi::refusal_of_change(const PageSession& session, const HttpRequest& head) {
    if (same_secret(session.token, header_of(head.headers, "Tillpoints-Page-Token"))) return {};
    return error_answer(403, "wrong_page_token",
                        "The request does not carry the token of the signed-in page. Load the page again.");
}

std::variant<std::shared_ptr<Terminal>, HttpAnswer> PageApi::terminal_of(const PageSession& session,
                                                                         const HttpRequest& head) const {
    std::string name(named_terminal(head));
    if (name.empty()) name = session.terminal;
    if (session.employee.role == Role::cashier && name != session.terminal)
        return error_answer(403, "other_terminal", "You are signed in at another terminal. Sign out first.");
    const auto found = host_.terminals().find(name);
    if (found == host_.terminals().end())
        return error_answer(404, "unknown_terminal",
                            "There is no terminal of this name. The daemon's configuration lists them.");
    return found->second;
}

std::vector<std::string> PageApi::terminal_names() const {
    const auto& wanted = host_.settings().pages.terminals;
    std::vector<std::string> names;
    for (const auto& [name, terminal] : host_.terminals())
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
            names.push_back(name);
    return names;
}

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
        case Call::queue:
            return panel_.queue(terminal.plugin(), done);
        case Call::entry:
            return wanted("number") ? panel_.entry(terminal.plugin(), *wanted("number"), done)
                                    : done(missing);
        case Call::explain:
            return wanted("receipt_id") ? panel_.explain(terminal.plugin(), *wanted("receipt_id"), done)
                                        : done(missing);
        case Call::command:
            return decide(session, terminal, body, done);
        case Call::open_receipts:
            return panel_.open_receipts(terminal.plugin(), done);
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
        return done(
            error_answer(400, "wrong_body",
                         "Ask by day, number, receipt_id, phone or unfinished, as the description says."));
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

void PageApi::decide(const PageSession& session, const Terminal& terminal, const Json& body,
                     const Done& done) {
    auto command = command_of(body, session.employee.name);
    if (!command)
        return done(
            error_answer(400, "wrong_body", "A decision needs an action, what it is about, and a reason."));
    panel_.command(terminal.plugin(), *command, done);
}

std::optional<HttpAnswer> PageApi::refusal_of_event(const PageSession& session,
                                                    const std::string& event) const {
    if (session.employee.role != Role::cashier)
        return error_answer(403, "wrong_role", "Only a cashier sells. Sign in as a cashier.");
    const auto shift = shifts_.find({session.terminal, session.employee.id});
    const auto open = shift == shifts_.end() || shift->second.is_null()
                          ? std::string()
                          : shift->second.at("id").get<std::string>();
    return refusal_of_page_event(event, session.employee.id, open);
}

void PageApi::learn(SeenEvent seen) {
    if (const auto closed = closed_shift(seen.event, seen.reply))
        std::erase_if(shifts_, [&](const auto& each) {
            return each.first.first == seen.terminal && each.second.is_object() &&
                   each.second["id"] == *closed;
        });
    history_.learn(std::move(seen));
}

void PageApi::reload(const Settings& settings) {
    sessions_.set_limits(settings.pages.idle, settings.pages.longest);
    staff_ = load_staff(settings);
    sessions_.end_unless([this](const PageSession& session) {
        const auto* employee = staff_.with_id(session.employee.id);
        return employee != nullptr && *employee == session.employee;
    });
}

}  // namespace tillpoints::sidecar
