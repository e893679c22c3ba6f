#include "cloud/backoffice/backoffice.hpp"

#include "cloud/api/credential.hpp"
#include "cloud/backoffice/alarm_calls.hpp"
#include "cloud/backoffice/campaign_calls.hpp"
#include "cloud/backoffice/customer_calls.hpp"
#include "cloud/backoffice/fleet_calls.hpp"
#include "cloud/backoffice/ledger_view.hpp"
#include "cloud/backoffice/loopback_host.hpp"
#include "cloud/backoffice/message_calls.hpp"
#include "cloud/backoffice/order_calls.hpp"
#include "cloud/backoffice/shop_calls.hpp"
#include "cloud/backoffice/time_and_report_calls.hpp"
#include "cloud/backoffice/webhook_calls.hpp"
#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

struct Route {
    std::string_view method;
    std::string_view path;
    BackOfficeCall call;
};

constexpr Route routes[] = {
    {"POST", "/customers", add_customer},
    {"GET", "/customers", show_one_customer},
    {"POST", "/customers/import", import_customers},
    {"POST", "/customers/block", block_customer},
    {"POST", "/codes", add_code},
    {"POST", "/cards", add_card},
    {"POST", "/cards/block", block_card},
    {"POST", "/certificates", add_certificate},
    {"POST", "/vouchers", collect_printed_voucher},
    {"POST", "/tags", add_tag},
    {"POST", "/cashiers", set_cashier},
    {"GET", "/cashiers", list_cashiers},
    {"POST", "/branches", add_branch},
    {"GET", "/branches", list_branches},
    {"POST", "/receipts", add_receipt},
    {"POST", "/ratings", rate_purchase},
    {"GET", "/ratings", list_ratings},
    {"POST", "/sources", set_source},
    {"GET", "/sources", list_sources},
    {"POST", "/campaigns", run_campaign},
    {"GET", "/campaigns", list_campaigns},
    {"POST", "/orders", add_order},
    {"POST", "/orders/answer", answer_app_order},
    {"GET", "/webhooks", list_webhooks},
    {"GET", "/messages", list_messages},
    {"GET", "/alarms", list_alarms},
    {"POST", "/fleet/terminals", register_terminals},
    {"POST", "/fleet/terminals/remove", remove_terminal},
    {"GET", "/fleet/terminals", list_terminals},
    {"POST", "/fleet/rollouts", roll_out},
    {"GET", "/fleet/rollouts", list_rollouts},
    {"POST", "/fleet/rollouts/stop", stop_rollout},
};

HttpAnswer no_such_path(const std::string& method, const std::string& path) {
    return backoffice_refusal(Problem{Errc::not_found, method + " " + path, "a path of the back office", {}});
}

HttpAnswer unauthorized() {
    return backoffice_refusal(
        401,
        Problems{Problem{Errc::unauthorized, "Authorization", "Bearer and the back office's token", {}}});
}

/// The parameters of a query as a body.
Json query_of(const loyalty::Target& target) {
    Json body = Json::object();
    for (const auto& [name, value] : target.query) body.set(name, value);
    return body;
}

}  // namespace

BackOffice::BackOffice(Service& service, const std::string& token, BackOfficeExtension extension)
    : service_(service), credential_("Bearer " + token), extension_(std::move(extension)) {}

HttpAnswer BackOffice::perform(const std::string& method, const std::string& path, const Json& body) {
    Problems problems;
    if (extension_)
        if (const auto answer = extension_(method, path, body)) return *answer;
    if (path == "/time")
        return method == "POST" ? advance_time(service_, Reader(body, "", problems)) : show_time(service_);
    if (method == "GET" && path == "/ledger") {
        Json view;
        service_.storage().read_much([&](Transaction& db) { view = ledger_view(db); });
        return backoffice_answer(200, view);
    }
    if (method == "GET" && path == "/report") {
        HttpAnswer out;
        service_.read_much([&](RequestContext& context) {
            problems.clear();
            try {
                out = show_report(context, Reader(body, "", problems));
            } catch (const BooksArchived& archived) {
                out = backoffice_refusal(409, Problems{{Errc::unsupported, "from", archived.what(), {}}});
            }
        });
        return out;
    }
    for (const auto& route : routes) {
        if (route.method != method || route.path != path) continue;
        HttpAnswer out;
        service_.transact([&](RequestContext& context) {
            problems.clear();
            out = route.call(context, Reader(body, "", problems));
        });
        return out;
    }
    return no_such_path(method, path);
}

HttpAnswer BackOffice::route(const HttpRequest& request) {
    const auto target = loyalty::parse_target(request.target);
    if (!target) return no_such_path(request.method, request.target);
    std::string path;
    for (const auto& segment : target->segments) path += "/" + segment;
    if (request.method != "POST") return perform(request.method, path, query_of(*target));
    const auto body = parse_json(request.body, {1u << 20, 16, false});
    return body ? perform("POST", path, *body) : backoffice_refusal(400, Problems{body.error()});
}

bool BackOffice::reads_everything(const HttpRequest& request) {
    const auto target = loyalty::parse_target(request.target);
    if (request.method != "GET" || !target || target->segments.size() != 1) return false;
    return target->segments.front() == "report" || target->segments.front() == "ledger";
}

bool BackOffice::authorized(const HttpRequest& request) const {
    return same_secret(credential_, header_of(request.headers, "Authorization"));
}

Admission BackOffice::admit(const HttpRequest& head) {
    if (authorized(head)) return {};
    return refused_admission([this, head] { return serve(head); });
}

HttpAnswer BackOffice::health() const {
    Json counts = Json::object({});
    for (const auto& [name, count] : service_.requests()) counts.set(name, count);
    std::size_t alarms = 0;
    service_.storage().read([&](Transaction& db) { alarms = db.failed_lookups.alarms(max_alarms).size(); });
    return backoffice_answer(200, Json::object({{"status", "ok"},
                                                {"requests", std::move(counts)},
                                                {"lookups_refused", service_.lookups_refused()},
                                                {"alarms", alarms}}));
}

HttpAnswer BackOffice::serve_health(const HttpRequest& request) const {
    if (authorized(request)) return health();
    // A page in a browser of this machine may resolve its own name to the loopback address and ask.
    if (is_loopback_host(header_of(request.headers, "Host")))
        return backoffice_answer(200, Json::object({{"status", "ok"}}));
    return unauthorized();
}

HttpAnswer BackOffice::serve(const HttpRequest& request) {
    try {
        if (request.method == "GET" && request.target == "/health") return serve_health(request);
        return authorized(request) ? route(request) : unauthorized();
    } catch (const std::exception& error) {
        return backoffice_refusal(500, Problems{Problem{Errc::server_failed, "", "", error.what()}});
    }
}

}  // namespace tillpoints::cloud
