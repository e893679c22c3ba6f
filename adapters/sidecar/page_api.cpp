#include "adapters/sidecar/page_api.hpp"

#include <algorithm>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/page_route.hpp"
#include "adapters/sidecar/request_parts.hpp"

namespace tillpoints::sidecar {

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
        {"/v1/pages/waiting", "GET", Call::waiting, For::signed_in},
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
