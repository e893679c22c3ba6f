#include "cloud/service/front.hpp"

#include "cloud/service/answers.hpp"
#include "cloud/service/credential.hpp"
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

Reply silent() {
    return {};
}

Reply said(HttpAnswer answer) {
    Reply reply;
    reply.answer = std::move(answer);
    return reply;
}

Reply page_for_people() {
    Reply reply;
    reply.spoiled = true;
    reply.answer = HttpAnswer{
        200, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><title>Log in to the network</title>\n"};
    return reply;
}

}  // namespace

Front::Front(Service& service, std::string credential)
    : service_(service), credential_(std::move(credential)) {}

HttpAnswer Front::written(const loyalty::Answer& answer) {
    return loyalty::answer_to_http(answer, service_.switches().percent_form);
}

HttpAnswer Front::shop_answer(const loyalty::ShopReading& reading) {
    if (!reading.call) return written(refusal_of(reading.problems));
    return loyalty::shop_answer_to_http(service_.answer(*reading.call), service_.switches().percent_form);
}

HttpAnswer Front::answer(const HttpRequest& request) {
    try {
        if (const auto shop = loyalty::shop_call_of(request)) return shop_answer(*shop);
        const auto call = loyalty::call_of(request);
        return written(call ? service_.answer(*call) : refusal_of(call.error()));
    } catch (const std::exception& error) {
        return written(refusal(Errc::server_failed, error.what()));
    }
}

bool Front::over_rate() {
    const auto limit = service_.switches().requests_per_second;
    const auto second = std::chrono::floor<std::chrono::seconds>(service_.now()).time_since_epoch().count();
    if (second != second_) in_second_ = 0;
    second_ = second;
    return limit > 0 && ++in_second_ > limit;
}

Reply Front::commit_fault(Fault fault, const HttpRequest& request) {
    auto failure = refusal(Errc::server_failed);
    failure.status = static_cast<int>(service_.switches().error_status);
    const auto failed = written(failure);
    switch (fault) {
        case Fault::error_before:
            return said(failed);
        case Fault::error_after:
            return answer(request), said(failed);
        case Fault::lost_request:
            return silent();
        case Fault::lost_answer:
            return answer(request), silent();
        case Fault::captive_portal:
            return page_for_people();
        case Fault::late_commit: {
            auto reply = silent();
            reply.later = [this, request] { answer(request); };
            reply.later_delay = service_.switches().late_commit_delay;
            return reply;
        }
        default: {
            auto reply = said(answer(request));
            reply.cut = fault == Fault::cut_answer;
            if (fault == Fault::slow_body) reply.body_time = service_.switches().slow_body_time;
            if (fault == Fault::wrong_type) {
                set_content_type(*reply.answer, "text/plain");
                reply.spoiled = true;
            }
            return reply;
        }
    }
}

Reply Front::serve(const HttpRequest& incoming) {
    const auto request = without_base(incoming);
    ++service_.requests()[request_name(request)];
    Reply reply;
    if (!same_secret(credential_, header_of(request.headers, "Authorization"))) {
        reply = said(
            written(refusal(service_.switches().wrong_key == 401 ? Errc::unauthorized : Errc::forbidden)));
    } else if (service_.switches().company_inactive) {
        reply = said(written(refusal(Errc::company_inactive)));
    } else if (over_rate()) {
        reply = said(written(refusal(Errc::too_many_requests)));
        reply.answer->headers.emplace_back("Retry-After", "1");
    } else {
        const bool question = request.method == "GET";
        reply = commit_fault(!question ? fates_.deal(service_.switches()) : Fault::none, request);
    }
    reply.delay = service_.switches().latency;
    if (!reply.answer) return reply;
    auto& headers = reply.answer->headers;
    headers.emplace_back("X-Request-Id", random_uuid(service_.randomness()));
    headers.emplace_back("X-Timestamp", to_text(service_.now()));
    if (const auto origin = header_of(request.headers, "X-Origin-Request-Id"); !origin.empty())
        headers.emplace_back("X-Origin-Request-Id", std::string(origin));
    return reply;
}

}  // namespace tillpoints::cloud
