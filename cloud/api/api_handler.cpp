#include "cloud/api/api_handler.hpp"

#include "cloud/api/answers.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/error_texts.hpp"
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

void set_content_type(HttpAnswer& answer, std::string_view type) {
    for (auto& [name, value] : answer.headers)
        if (name == "Content-Type") value = type;
}

/// Does the request reach the books, now, whatever is answered?
bool commits(Fault fault) {
    switch (fault) {
        case Fault::error_before:
        case Fault::lost_request:
        case Fault::late_commit:
        case Fault::captive_portal:
            return false;
        default:
            return true;
    }
}

std::string message_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return error.what();
    }
}

Reply no_answer() {
    return {};
}

Reply reply_with(HttpAnswer answer) {
    Reply reply;
    reply.answer = std::move(answer);
    return reply;
}

Reply captive_portal_page() {
    Reply reply;
    reply.spoiled = true;
    reply.answer = HttpAnswer{
        200, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><title>Log in to the network</title>\n"};
    return reply;
}

}  // namespace

ApiHandler::ApiHandler(Service& service, std::string credential)
    : service_(service), credential_(std::move(credential)) {}

HttpAnswer ApiHandler::to_http(const loyalty::Answer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer))
        return loyalty::answer_to_http(in_language(*refused, language));
    return loyalty::answer_to_http(answer, service_.switches().percent_form);
}

HttpAnswer ApiHandler::shop_to_http(const loyalty::ShopAnswer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer)) return to_http(*refused, language);
    return loyalty::shop_answer_to_http(answer, service_.switches().percent_form);
}

void ApiHandler::read(InFlightRequest& in_flight) {
    const auto language = in_flight.language;
    if (const auto shop = loyalty::shop_call_of(in_flight.request)) {
        if (!shop->call) return void(in_flight.answer = to_http(refusal_of(shop->problems), language));
        in_flight.work = [this, call = *shop->call, language](RequestContext& context) {
            return shop_to_http(answer(context, call), language);
        };
        return;
    }
    const auto call = loyalty::call_of(in_flight.request);
    if (!call) return void(in_flight.answer = to_http(refusal_of(call.error()), language));
    in_flight.work = [this, call = *call, language](RequestContext& context) {
        return to_http(answer(context, call), language);
    };
}

bool ApiHandler::rate_exceeded() {
    const auto limit = service_.switches().requests_per_second;
    const auto second = std::chrono::floor<std::chrono::seconds>(service_.now()).time_since_epoch().count();
    if (second != second_) in_second_ = 0;
    second_ = second;
    return limit > 0 && ++in_second_ > limit;
}

bool ApiHandler::authorized(const HttpRequest& request) const {
    return same_secret(credential_, header_of(request.headers, "Authorization"));
}

Admission ApiHandler::admit(const HttpRequest& head) {
    if (authorized(head)) return {};
    return refused_admission([this, head] { return serve(head); });
}

void ApiHandler::begin(InFlightRequest& in_flight, const HttpRequest& incoming) {
    in_flight.request = without_base(incoming);
    const auto& request = in_flight.request;
    in_flight.language = loyalty::language_of(header_of(request.headers, "Accept-Language"));
    ++service_.requests()[request_name(request)];
    if (!authorized(request)) {
        const auto wrong = service_.switches().wrong_key == 401 ? Errc::unauthorized : Errc::forbidden;
        in_flight.answer = to_http(refusal(wrong), in_flight.language);
    } else if (service_.switches().company_inactive) {
        in_flight.answer = to_http(refusal(Errc::company_inactive), in_flight.language);
    } else if (rate_exceeded()) {
        in_flight.answer = to_http(refusal(Errc::too_many_requests), in_flight.language);
        in_flight.answer->headers.emplace_back("Retry-After", "1");
    } else {
        if (request.method != "GET") in_flight.fault = injector_.next_fault(service_.switches());
        if (commits(in_flight.fault)) read(in_flight);
    }
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

void ApiHandler::run_in_transaction(std::vector<InFlightRequest>& in_flight) {
    std::vector<InFlightRequest*> with_work;
    for (auto& request : in_flight)
        if (request.work) with_work.push_back(&request);
    std::vector<std::function<void(RequestContext&)>> works;
    for (auto* request : with_work)
        works.push_back([request](RequestContext& context) { request->answer = request->work(context); });
    const auto failures = service_.transact_all(works);
    for (std::size_t i = 0; i < with_work.size(); ++i)
        if (failures[i])
            with_work[i]->answer =
                to_http(refusal(Errc::server_failed, message_of(failures[i])), with_work[i]->language);
}

Reply ApiHandler::commit_fault(const InFlightRequest& in_flight) {
    const auto& switches = service_.switches();
    auto failure = refusal(Errc::server_failed);
    failure.status = static_cast<int>(switches.error_status);
    switch (in_flight.fault) {
        case Fault::error_before:
        case Fault::error_after:
            return reply_with(to_http(failure, in_flight.language));
        case Fault::lost_request:
        case Fault::lost_answer:
            return no_answer();
        case Fault::captive_portal:
            return captive_portal_page();
        case Fault::late_commit: {
            auto reply = no_answer();
            reply.later = [this, request = in_flight.request] {
                std::vector<InFlightRequest> late(1);
                late[0].request = request;
                step(late[0], [&] { read(late[0]); });
                run_in_transaction(late);
            };
            reply.later_delay = switches.late_commit_delay;
            return reply;
        }
        default: {
            auto reply = reply_with(*in_flight.answer);
            reply.cut = in_flight.fault == Fault::cut_answer;
            if (in_flight.fault == Fault::slow_body) reply.body_time = switches.slow_body_time;
            if (in_flight.fault == Fault::wrong_type) {
                set_content_type(*reply.answer, "text/plain");
                reply.spoiled = true;
            }
            return reply;
        }
    }
}

Reply ApiHandler::finish(const InFlightRequest& in_flight) {
    auto reply = commit_fault(in_flight);
    reply.delay = service_.switches().latency;
    if (!reply.answer) return reply;
    auto& headers = reply.answer->headers;
    headers.emplace_back("X-Request-Id", random_uuid(service_.randomness()));
    headers.emplace_back("X-Timestamp", to_text(service_.now()));
    if (const auto origin = header_of(in_flight.request.headers, "X-Origin-Request-Id"); !origin.empty())
        headers.emplace_back("X-Origin-Request-Id", std::string(origin));
    return reply;
}

std::vector<Reply> ApiHandler::serve(const std::vector<HttpRequest>& requests) {
    std::vector<InFlightRequest> in_flight(requests.size());
    for (std::size_t i = 0; i < in_flight.size(); ++i)
        step(in_flight[i], [&] { begin(in_flight[i], requests[i]); });
    run_in_transaction(in_flight);
    std::vector<Reply> replies(in_flight.size());
    for (std::size_t i = 0; i < in_flight.size(); ++i)
        if (!step(in_flight[i], [&] { replies[i] = finish(in_flight[i]); }))
            replies[i] = reply_with(*in_flight[i].answer);
    return replies;
}

Reply ApiHandler::serve(const HttpRequest& request) {
    return serve(std::vector{request}).front();
}

}  // namespace tillpoints::cloud
