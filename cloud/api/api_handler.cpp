#include "cloud/api/api_handler.hpp"

#include "cloud/api/credential.hpp"
#include "cloud/api/error_texts.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/refusals.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

HttpRequest without_base(const HttpRequest& request) {
    constexpr std::string_view base = "/partner/v2";
    HttpRequest out = request;
    if (out.target.starts_with(base) && out.target.substr(base.size(), 1) == "/")
        out.target.erase(0, base.size());
    return out;
}

loyalty::Language language_of(const HttpRequest& request) {
    return loyalty::language_of(header_of(request.headers, "Accept-Language"));
}

std::string message_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

ApiHandler::ApiHandler(Service& service, std::string credential)
    : service_(service), credential_(std::move(credential)) {}

HttpAnswer ApiHandler::to_http(const loyalty::Answer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer)) {
        if (refused->retry_after) service_.count_refused_lookup();
        return loyalty::answer_to_http(in_language(*refused, language));
    }
    return loyalty::answer_to_http(answer, service_.variants().percent_form);
}

HttpAnswer ApiHandler::shop_to_http(const loyalty::ShopAnswer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer)) return to_http(*refused, language);
    return loyalty::shop_answer_to_http(answer, service_.variants().percent_form);
}

HttpAnswer ApiHandler::with_headers(HttpAnswer answer, const HttpRequest& request) {
    auto& headers = answer.headers;
    headers.emplace_back("X-Request-Id", random_uuid(service_.randomness()));
    headers.emplace_back("X-Timestamp", to_text(service_.now()));
    if (const auto origin = header_of(request.headers, "X-Origin-Request-Id"); !origin.empty())
        headers.emplace_back("X-Origin-Request-Id", std::string(origin));
    return answer;
}

HttpAnswer ApiHandler::refuse(const HttpRequest& request, const loyalty::Refusal& refusal) {
    return with_headers(to_http(refusal, language_of(request)), request);
}

void ApiHandler::count(const HttpRequest& request) {
    service_.count_request(request_name(without_base(request)));
}

bool ApiHandler::authorized(const HttpRequest& request) const {
    return same_secret(credential_, header_of(request.headers, "Authorization"));
}

Admission ApiHandler::admit(const HttpRequest& head) {
    if (authorized(head)) return {};
    return refused_admission([this, head] { return serve(head); });
}

void ApiHandler::read_call(InFlightRequest& in_flight) {
    const auto language = in_flight.language;
    const auto forms = service_.variants().input_forms;
    if (const auto shop = loyalty::shop_call_of(in_flight.request, forms)) {
        if (!shop->call) return void(in_flight.answer = to_http(refusal_of(shop->problems), language));
        in_flight.work = [this, call = *shop->call, language](RequestContext& context) {
            return shop_to_http(with_shown_ids(answer(context, call)), language);
        };
        return;
    }
    const auto call = loyalty::call_of(in_flight.request, forms);
    if (!call) return void(in_flight.answer = to_http(refusal_of(call.error()), language));
    in_flight.work = [this, call = with_stored_ids(*call), language](RequestContext& context) {
        return to_http(with_shown_ids(answer(context, call)), language);
    };
}

void ApiHandler::start(InFlightRequest& in_flight, const HttpRequest& incoming) {
    in_flight.request = without_base(incoming);
    in_flight.language = language_of(in_flight.request);
    count(in_flight.request);
    if (authorized(in_flight.request)) return read_call(in_flight);
    in_flight.answer = to_http(refusal(Errc::unauthorized), in_flight.language);
    in_flight.answer->headers.emplace_back("WWW-Authenticate", "Basic realm=\"company\"");
}

bool ApiHandler::step(InFlightRequest& in_flight, const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const std::exception& error) {
        in_flight.work = nullptr;
        in_flight.answer = to_http(refusal(Errc::server_failed, error.what()), in_flight.language);
        return false;
    }
}

void ApiHandler::run_in_transaction(std::vector<InFlightRequest>& all) {
    std::vector<InFlightRequest*> with_work;
    for (auto& one : all)
        if (one.work) with_work.push_back(&one);
    std::vector<std::function<void(RequestContext&)>> works;
    works.reserve(with_work.size());
    for (auto* one : with_work)
        works.push_back([one](RequestContext& context) { one->answer = one->work(context); });
    const auto failures = service_.transact_all(works);
    for (std::size_t i = 0; i < with_work.size(); ++i)
        if (failures[i])
            with_work[i]->answer =
                to_http(refusal(Errc::server_failed, message_of(failures[i])), with_work[i]->language);
}

HttpAnswer ApiHandler::finish(const InFlightRequest& in_flight) {
    return with_headers(*in_flight.answer, in_flight.request);
}

std::vector<HttpAnswer> ApiHandler::serve(const std::vector<HttpRequest>& requests) {
    const std::shared_lock variants_stay(service_.variants_in_use());
    std::vector<InFlightRequest> all(requests.size());
    for (std::size_t i = 0; i < all.size(); ++i) step(all[i], [&] { start(all[i], requests[i]); });
    run_in_transaction(all);
    std::vector<HttpAnswer> answers(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!step(all[i], [&] { answers[i] = finish(all[i]); })) answers[i] = *all[i].answer;
    return answers;
}

HttpAnswer ApiHandler::serve(const HttpRequest& request) {
    return serve(std::vector{request}).front();
}

}  // namespace tillpoints::cloud
