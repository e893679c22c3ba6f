#include "cloud/console/console.hpp"

#include <algorithm>
#include <cstdio>

#include "cloud/api/credential.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/people/password.hpp"
#include "cloud/people/sign_in.hpp"
#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view pages_path = "/console/";
constexpr std::string_view calls_path = "/console/api/";

std::string_view path_of(const HttpRequest& request) {
    return std::string_view(request.target).substr(0, request.target.find('?'));
}

bool is_call(const HttpRequest& request) {
    return path_of(request).starts_with(calls_path);
}

const ConsoleRoute* route_of(const HttpRequest& request) {
    const auto path = path_of(request).substr(calls_path.size() - 1);
    for (const auto& route : console_routes())
        if (route.path == path && route.method == request.method) return &route;
    return nullptr;
}

Use use_of(const HttpRequest& request) {
    const auto* route = is_call(request) ? route_of(request) : nullptr;
    return route ? route->use : Use::by_method;
}

Json query_of(const HttpRequest& request) {
    Json out = Json::object();
    if (const auto target = loyalty::parse_target(request.target))
        for (const auto& [name, value] : target->query) out.set(name, value);
    return out;
}

HttpAnswer moved_to_pages() {
    HttpAnswer answer{308, {{"Location", std::string(pages_path)}}, {}};
    protect_answer(answer);
    return answer;
}

HttpAnswer nobody_signed_in() {
    return console_refusal(401, "not_signed_in", "Nobody is signed in here, or the session has ended.");
}

/// What the person has to do before anything else; empty if nothing.
std::string_view missing_step(const PersonRecord& person) {
    if (person.must_change) return "password";
    return person.totp ? "" : "second_factor";
}

HttpAnswer too_many_tries(std::chrono::seconds wait) {
    auto answer = console_refusal(429, "too_many_tries", "Too many wrong tries. Wait.");
    answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return answer;
}

HttpAnswer refused_as_archived(const BooksArchived& archived) {
    return console_refusal(409, "archived", archived.what());
}

HttpAnswer failed(const std::exception& error) {
    std::fprintf(stderr, "tillpoints-cloud: a call of the console failed: %s\n", error.what());
    return console_refusal(500, "failed", "The cloud cannot answer now. Try again.");
}

}  // namespace

Console::Console(Service& service, Clock clock, PageOrigin origin, const std::string& pages,
                 ConsoleRules rules)
    : service_(service),
      clock_(std::move(clock)),
      origin_(std::move(origin)),
      files_(pages),
      rules_(std::move(rules)),
      trials_(service) {
    hash_of_nobody();  // so that the first unknown login takes no longer than later ones
}

const char* Console::cookie_name() const {
    return secure() ? "__Host-tillpoints-console" : "tillpoints-console";
}

std::string Console::session_id(const HttpRequest& request) const {
    return std::string(cookie_of(request, cookie_name()));
}

std::optional<HttpAnswer> Console::refuse_head(const HttpRequest& head) const {
    if (!names_own_host(origin_, head))
        return console_refusal(403, "foreign_host",
                               "The request is for another host; --console-name adds a name.");
    const bool opens_page = !is_call(head) && is_navigation(head);
    if (!opens_page && !comes_from_own_page(origin_, head))
        return console_refusal(403, "foreign_page", "The request comes from another site's page.");
    if (!is_call(head)) {
        if (head.method == "GET") return {};
        return console_refusal(405, "wrong_method", "Pages are read with GET.");
    }
    if (route_of(head) == nullptr) return console_refusal(404, "unknown_call", "There is no such call.");
    if (head.method != "POST") return {};
    // No form of another page can send either of them.
    const bool picture = route_of(head)->body.picture;
    const auto type = header_of(head.headers, "Content-Type");
    if (!type.starts_with("application/json") && !(picture && type.starts_with("image/")))
        return console_refusal(415, "wrong_type",
                               picture ? "Send a picture, with its Content-Type."
                                       : "Send JSON, with Content-Type: application/json.");
    return {};
}

Admission Console::admit(const HttpRequest& head) const {
    auto refusal = refuse_head(head);
    if (!refusal && is_call(head) && route_of(head)->body.longest > longest_body)
        refusal = refuse_asker(head);
    if (refusal) return refused_admission([answer = std::move(*refusal)] { return Reply(answer); });
    if (!is_call(head)) return {longest_body};
    return {route_of(head)->body.longest,
            [] { return Reply(console_refusal(413, "too_large", "The file is larger than it may be.")); }};
}

bool Console::reads_much(const HttpRequest& request) {
    return use_of(request) == Use::read_much;
}

bool Console::reads_some(const HttpRequest& request) {
    return use_of(request) == Use::read_some;
}

std::optional<HttpAnswer> Console::refuse_asker(const HttpRequest& request) const {
    try {
        std::optional<SignedInPerson> asking;
        service_.storage().read(
            [&](Transaction& db) { asking = person_of_session(db, session_id(request), clock_()); });
        return refuse_caller(*route_of(request), request, asking);
    } catch (const std::exception& error) {
        return failed(error);
    }
}

Reply Console::serve(const HttpRequest& request) {
    try {
        if (auto refusal = refuse_head(request)) return *refusal;
        if (!is_call(request)) {
            if (path_of(request) == "/" || path_of(request) == "/console") return moved_to_pages();
            return files_.answer(path_of(request), request);
        }
        if (request.method == "GET") return serve_call(*route_of(request), request, query_of(request));
        const auto& route = *route_of(request);
        if (route.body.picture) return serve_call(route, request, Json::object());
        const auto body = parse_json(request.body, {route.body.longest, 16, false});
        if (!body) return console_refusal({body.error()});
        return serve_call(route, request, *body);
    } catch (const std::exception& error) {
        return failed(error);
    }
}

Reply Console::serve_call(const ConsoleRoute& route, const HttpRequest& request, const Json& body) {
    const auto id = session_id(request);
    if (route.path == "/session") return show_session(id);
    if (route.path == "/sign-in") return sign_in_by(request, body);
    if (route.handler) return handle_in_transaction(route, request, body);
    std::optional<SignedInPerson> caller;
    service_.storage().read([&](Transaction& db) { caller = person_of_session(db, id, clock_()); });
    if (auto refusal = refuse_caller(route, request, caller)) return *refusal;
    if (route.worker) return work_for(route, *caller, request, body);
    return route.path == "/sign-out" ? sign_out(id) : take_password(id, body);
}

Reply Console::work_for(const ConsoleRoute& route, const SignedInPerson& caller, const HttpRequest& request,
                        const Json& body) {
    if (caller.stale)
        service_.storage().transact([&](Transaction& db) { db.people.use_session(caller.digest, clock_()); });
    ConsoleWork work{service_, caller, clock_(), rules_, request.body, trials_};
    Problems problems;
    try {
        return route.worker(work, Reader(body, "", problems));
    } catch (const BooksArchived& archived) {
        return refused_as_archived(archived);
    }
}

std::optional<HttpAnswer> Console::refuse_caller(const ConsoleRoute& route, const HttpRequest& request,
                                                 const std::optional<SignedInPerson>& caller) const {
    if (!caller) return nobody_signed_in();
    if (request.method == "POST" &&
        !same_secret(page_token_of(session_id(request)), header_of(request.headers, "Tillpoints-Page-Token")))
        return console_refusal(403, "wrong_page_token",
                               "The request does not carry the token of the signed-in page.");
    if ((route.roles & of_role(caller->person.role)) == 0)
        return console_refusal(403, "wrong_role", "This is not for your role. Ask an owner.");
    if (route.ready == Ready::needed && !missing_step(caller->person).empty())
        return console_refusal(403, "not_ready", "Set a password of your own and the second factor first.");
    return {};
}

HttpAnswer Console::handle_in_transaction(const ConsoleRoute& route, const HttpRequest& request,
                                          const Json& body) {
    const auto now = clock_();
    FreshPassword fresh;
    if (route.gives_password) {
        // Hashing takes long, so it is done for nobody who may not have it, and outside the transaction.
        std::optional<SignedInPerson> asking;
        service_.storage().read(
            [&](Transaction& db) { asking = person_of_session(db, session_id(request), now); });
        if (auto refusal = refuse_caller(route, request, asking)) return *refusal;
        fresh.text = random_password(service_.randomness());
        fresh.hash = hash_password(fresh.text, service_.randomness());
    }
    HttpAnswer answer;
    std::optional<SignedInPerson> caller;
    const auto work = [&](RequestContext& context) {
        caller = person_of_session(context.db, session_id(request), now);
        if (auto refusal = refuse_caller(route, request, caller)) {
            answer = std::move(*refusal);
            caller.reset();
            return;
        }
        ConsoleCall call{context, *caller, now, fresh, rules_};
        Problems problems;
        try {
            answer = route.handler(call, Reader(body, "", problems));
        } catch (const BooksArchived& archived) {
            answer = refused_as_archived(archived);
        }
    };
    if (route.use == Use::read_much || route.use == Use::read_some)
        service_.read_much(work);
    else if (route.use == Use::read || route.method == "GET")
        service_.read(work);
    else
        service_.transact(work);
    if (caller && caller->stale)
        service_.storage().transact([&](Transaction& db) { db.people.use_session(caller->digest, now); });
    return answer;
}

HttpAnswer Console::show_session(const std::string& id) {
    Json out = Json::object({{"person", Json()}});
    service_.read([&](RequestContext& context) {
        out = Json::object({{"person", Json()}});
        const auto caller = person_of_session(context.db, id, clock_());
        if (!caller) return;
        const auto missing = missing_step(caller->person);
        const auto& person = caller->person;
        out = Json::object(
            {{"person",
              Json::object({{"name", person.name},
                            {"role", word_of(person.role)},
                            {"token", page_token_of(id)},
                            {"missing", missing.empty() ? Json() : Json(missing)},
                            {"branch", person.branch ? Json(person.branch->display_name) : Json()}})},
             {"programme", context.programme.name},
             {"currency", context.programme.currency}});
    });
    return console_answer(200, out);
}

/// The answer to a browser that begins a session, with its cookie.
HttpAnswer Console::begun(const std::string& id) {
    auto answer = show_session(id);
    answer.headers.emplace_back("Set-Cookie", session_cookie(cookie_name(), id, secure()));
    return answer;
}

HttpAnswer Console::sign_in_by(const HttpRequest& request, const Json& body) {
    Problems problems;
    Reader in(body, "", problems);
    SignIn given{in.text("login", 256), in.text("password", 256), in.maybe_text("code", 16).value_or(""),
                 session_id(request)};
    if (!problems.empty()) return console_refusal(problems);
    const auto result = sign_in(service_.storage(), service_.randomness(), given, clock_());
    if (const auto* wait = std::get_if<MustWait>(&result)) return too_many_tries(wait->left);
    if (const auto* session = std::get_if<SessionBegun>(&result)) return begun(session->id);
    return console_refusal(401, "not_right", "Login, password or code are not right.");
}

HttpAnswer Console::sign_out(const std::string& id) {
    service_.storage().transact([&](Transaction& db) { db.people.end_session(sha256_hex(id)); });
    auto answer = console_answer(200, Json::object({{"person", Json()}}));
    answer.headers.emplace_back("Set-Cookie", session_cookie(cookie_name(), "", secure()));
    return answer;
}

HttpAnswer Console::take_password(const std::string& id, const Json& body) {
    Problems problems;
    Reader in(body, "", problems);
    const auto before = in.text("old", 256);
    const auto wanted = in.text("new", 256);
    if (!problems.empty()) return console_refusal(problems);
    std::optional<SignedInPerson> caller;
    service_.storage().read([&](Transaction& db) { caller = person_of_session(db, id, clock_()); });
    if (!caller) return nobody_signed_in();
    if (const auto problem = refuse_password(wanted, caller->person.login))
        return console_refusal(400, "weak_password", problem->sentence());
    if (wanted == before) return console_refusal(400, "same_password", "This is the old password.");
    const auto result = change_password(service_.storage(), service_.randomness(), caller->person.id, before,
                                        wanted, clock_());
    if (const auto* wait = std::get_if<MustWait>(&result)) return too_many_tries(wait->left);
    if (const auto* session = std::get_if<SessionBegun>(&result)) return begun(session->id);
    return console_refusal(409, "old_password_wrong", "The old password is not right.");
}

}  // namespace tillpoints::cloud
