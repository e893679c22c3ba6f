#include "cloud/card/card_api.hpp"

#include <cstdio>

#include "cloud/api/credential.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/api/goods/picture_answer.hpp"
#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t max_body = 8192;
constexpr std::string_view prefix = "/card/api/";
/// How often the use of a session is recorded.
constexpr std::chrono::hours use_recorded_each{24};
constexpr std::chrono::days session_life{180};

std::string_view path_of(const HttpRequest& request) {
    const std::string_view target = request.target;
    return target.substr(0, target.find('?'));
}

Json query_of(const HttpRequest& request) {
    Json body = Json::object();
    if (const auto target = loyalty::parse_target(request.target))
        for (const auto& [name, value] : target->query) body.set(name, value);
    return body;
}

HttpAnswer not_confirmed() {
    return card_refusal(401, "not_signed_in", "No phone is confirmed here. Ask for a code.");
}

}  // namespace

struct CardApi::Route {
    enum class For { anybody, confirmed, customer };
    /// What only reads keeps no till waiting; most GETs write too, such as what fell due.
    enum class Use { writes, reads };
    std::string_view path;
    std::string_view method;
    For whom;
    CardHandler handler;
    Use use = Use::writes;
    std::string_view view{};  ///< the page that is looked at by it; empty: none, or one that asks by itself
};

std::span<const CardApi::Route> CardApi::routes() {
    using For = Route::For;
    using Use = Route::Use;
    static constexpr Route all[] = {
        {"session", "GET", For::anybody, show_session, Use::reads, "card"},
        {"company", "GET", For::anybody, show_company, Use::reads, "shops"},
        {"picture", "GET", For::anybody, nullptr},
        {"code", "POST", For::anybody, request_code},
        {"confirm", "POST", For::anybody, confirm_phone},
        {"join", "POST", For::confirmed, join_programme},
        {"sign-out", "POST", For::confirmed, sign_out},
        {"card", "GET", For::customer, show_card},
        {"card-code", "POST", For::customer, renew_code},
        {"history", "GET", For::customer, show_history, Use::writes, "history"},
        {"invitation", "GET", For::customer, show_invitation, Use::writes, "invitation"},
        {"rate", "POST", For::customer, rate_own_purchase},
        {"messages", "GET", For::customer, show_messages, Use::writes, "messages"},
        {"messages-read", "POST", For::customer, read_messages},
        {"settings", "POST", For::customer, change_settings},
        {"pin", "POST", For::customer, change_pin},
        {"apple-pass", "GET", For::customer, give_apple_pass},
        {"google-wallet", "POST", For::customer, give_google_link},
        {"push-subscribe", "POST", For::customer, subscribe_push},
        {"push-unsubscribe", "POST", For::customer, unsubscribe_push},
        {"goods", "GET", For::customer, show_goods, Use::writes, "goods"},
        {"orders", "GET", For::customer, show_orders},
        {"order", "POST", For::customer, order_goods},
        {"order-answer", "POST", For::customer, answer_own_order},
        {"leave", "POST", For::customer, leave_programme},
    };
    return all;
}

const CardApi::Route* CardApi::route_of(std::string_view path) {
    for (const auto& route : routes())
        if (route.path == path) return &route;
    return nullptr;
}

std::vector<std::pair<std::string_view, std::string_view>> CardApi::calls() {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& route : routes()) out.emplace_back(route.method, route.path);
    return out;
}

HttpAnswer card_answer(const Json& body) {
    HttpAnswer answer{200, {{"Content-Type", "application/json"}}, dump(body)};
    protect_answer(answer);
    return answer;
}

HttpAnswer card_refusal(int status, std::string_view code, const std::string& message) {
    auto answer =
        card_answer(Json::object({{"error", Json::object({{"code", code}, {"message", message}})}}));
    answer.status = status;
    return answer;
}

HttpAnswer wrong_input(const Problems& problems) {
    return card_refusal(400, "wrong_input", problems.front().sentence());
}

HttpAnswer wait_first(std::chrono::seconds wait) {
    auto answer = card_refusal(429, "too_many_tries", "Too many tries. Wait, then try again.");
    answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return answer;
}

CardApi::CardApi(Service& service, std::string secret, const CardSettings& settings, const PageFiles& files,
                 CardViews& views)
    : service_(service), codes_(std::move(secret)), settings_(settings), files_(files), views_(views) {}

bool CardApi::is_call(const HttpRequest& request) {
    return request.target.starts_with(prefix);
}

std::optional<HttpAnswer> CardApi::refusal_of(const HttpRequest& head) const {
    if (!names_own_host(settings_.origin, head))
        return card_refusal(403, "foreign_host", "The request is for another host.");
    const bool opened = is_navigation(head) && !is_call(head);
    if (!opened && !comes_from_own_page(settings_.origin, head))
        return card_refusal(403, "foreign_origin", "The request comes from a page of another origin.");
    if (!is_call(head)) {
        if (head.method == "GET") return {};
        return card_refusal(405, "wrong_method", "A page is only read.");
    }
    const auto* route = route_of(path_of(head).substr(prefix.size()));
    if (!route) return card_refusal(404, "unknown_path", "There is no such call.");
    if (route->method != head.method)
        return card_refusal(405, "wrong_method", "This call takes " + std::string(route->method) + ".");
    // A form of another page can send no JSON.
    const auto type = header_of(head.headers, "Content-Type");
    if (head.method == "POST" && !type.starts_with("application/json"))
        return card_refusal(415, "wrong_type", "Send JSON, with Content-Type: application/json.");
    return {};
}

Admission CardApi::admit(const HttpRequest& head) const {
    if (auto refusal = refusal_of(head)) return refused_admission([refusal] { return *refusal; });
    Admission admission;
    admission.body_limit = max_body;
    return admission;
}

HttpAnswer CardApi::serve_file(const HttpRequest& request) const {
    if (auto refusal = refusal_of(request)) return *refusal;
    const auto path = path_of(request);
    if (path == "/" || path == "/card") {
        HttpAnswer moved{308, {{"Location", "/card/"}}, {}};
        protect_answer(moved);
        return moved;
    }
    return files_.answer(path, request);
}

HttpAnswer CardApi::serve_call(const HttpRequest& request) {
    if (auto refusal = refusal_of(request)) return *refusal;
    const auto& route = *route_of(path_of(request).substr(prefix.size()));
    if (!route.handler) return serve_picture(request);
    if (request.method == "GET") {
        auto answer = perform(route, request, query_of(request));
        // More of the same page has a query.
        if (answer.status == 200 && !route.view.empty() && request.target.find('?') == std::string::npos)
            views_.count(route.view);
        return answer;
    }
    const auto body = parse_json(request.body, {max_body, 8, false});
    return body ? perform(route, request, *body) : wrong_input({body.error()});
}

/// Not in a transaction that writes, because a page asks for many of them.
HttpAnswer CardApi::serve_picture(const HttpRequest& request) {
    const auto query = query_of(request);
    const auto* id = query.find("id");
    try {
        if (auto answer = picture_answer(service_.storage(), PictureFiles(settings_.pictures),
                                         id && id->string() ? *id->string() : "")) {
            protect_answer(*answer);
            return *answer;
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: a picture could not be shown: %s\n", error.what());
        return card_refusal(500, "failed", "The shop's cloud cannot answer now. Try again.");
    }
    return card_refusal(404, "not_found", "There is no such picture.");
}

std::optional<CardSession> CardApi::session_of(const CardCall& call) const {
    const auto id = std::string(cookie_of(call.request, cookie_name(settings_)));
    if (id.empty()) return {};
    auto session = call.context.db.cards.find_session(sha256_hex(id));
    if (session && session->used + session_life <= call.context.now) session.reset();
    return session;
}

HttpAnswer CardApi::perform(const Route& route, const HttpRequest& request, const Json& body) {
    HttpAnswer answer;
    std::function<void(Transaction&)> record_use;
    const auto work = [&](RequestContext& context) {
        CardCall call{context, settings_, codes_, request, {}, {}, {}};
        call.address = header_of(request.headers, card_peer_header);
        call.session = session_of(call);
        record_use = {};
        if (call.session && call.session->used + use_recorded_each <= context.now)
            record_use = [id = call.session->id, now = context.now](Transaction& db) {
                db.cards.use_session(id, now);
            };
        if (record_use && route.use == Route::Use::writes) record_use(context.db);
        answer = perform(route, call, body);
    };
    try {
        if (route.use == Route::Use::writes) {
            service_.transact(work);
        } else {
            service_.read(work);
            if (record_use) service_.storage().transact(record_use);
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: a call of the card failed: %s\n", error.what());
        return card_refusal(500, "failed", "The shop's cloud cannot answer now. Try again.");
    }
    return answer;
}

HttpAnswer CardApi::perform(const Route& route, CardCall& call, const Json& body) {
    if (call.session) {
        const auto phone = Phone::from_e164(call.session->phone);
        call.customer = phone ? call.context.db.customers.find_by_phone(*phone) : std::nullopt;
        // Somebody who bought by phone only is no member yet.
        if (call.customer && !call.customer->uid) call.customer.reset();
    }
    if (route.whom != Route::For::anybody && !call.session) return not_confirmed();
    if (route.whom == Route::For::customer && !call.customer)
        return card_refusal(409, "not_joined", "Nobody has joined with this phone yet.");
    if (route.whom != Route::For::anybody && route.method == "POST") {
        const auto token = header_of(call.request.headers, "Tillpoints-Page-Token");
        if (!same_secret(call.session->token, token))
            return card_refusal(403, "wrong_page_token", "Load the page again.");
    }
    Problems problems;
    return route.handler(call, Reader(body, "", problems));
}

}  // namespace tillpoints::cloud
