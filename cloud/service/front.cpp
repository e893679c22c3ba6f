#include "cloud/service/front.hpp"

#include "cloud/service/answers.hpp"
#include "cloud/service/credential.hpp"
#include "cloud/service/error_texts.hpp"
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

std::string what_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return error.what();
    }
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

HttpAnswer Front::written(const loyalty::Answer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer))
        return loyalty::answer_to_http(in_language(*refused, language));
    return loyalty::answer_to_http(answer, service_.switches().percent_form);
}

HttpAnswer Front::shop_written(const loyalty::ShopAnswer& answer, loyalty::Language language) {
    if (const auto* refused = std::get_if<loyalty::Refusal>(&answer)) return written(*refused, language);
    return loyalty::shop_answer_to_http(answer, service_.switches().percent_form);
}

void Front::read(Turn& turn) {
    const auto language = turn.language;
    if (const auto shop = loyalty::shop_call_of(turn.request)) {
        if (!shop->call) return void(turn.answer = written(refusal_of(shop->problems), language));
        turn.errand = [this, call = *shop->call, language](Desk& desk) {
            return shop_written(answer(desk, call), language);
        };
        return;
    }
    const auto call = loyalty::call_of(turn.request);
    if (!call) return void(turn.answer = written(refusal_of(call.error()), language));
    turn.errand = [this, call = *call, language](Desk& desk) {
        return written(answer(desk, call), language);
    };
}

bool Front::over_rate() {
    const auto limit = service_.switches().requests_per_second;
    const auto second = std::chrono::floor<std::chrono::seconds>(service_.now()).time_since_epoch().count();
    if (second != second_) in_second_ = 0;
    second_ = second;
    return limit > 0 && ++in_second_ > limit;
}

bool Front::knows(const HttpRequest& request) const {
    return same_secret(credential_, header_of(request.headers, "Authorization"));
}

Admission Front::admit(const HttpRequest& head) {
    if (knows(head)) return {};
    return refused_admission([this, head] { return serve(head); });
}

void Front::begin(Turn& turn, const HttpRequest& incoming) {
    turn.request = without_base(incoming);
    const auto& request = turn.request;
    turn.language = loyalty::language_of(header_of(request.headers, "Accept-Language"));
    ++service_.requests()[request_name(request)];
    if (!knows(request)) {
        const auto wrong = service_.switches().wrong_key == 401 ? Errc::unauthorized : Errc::forbidden;
        turn.answer = written(refusal(wrong), turn.language);
    } else if (service_.switches().company_inactive) {
        turn.answer = written(refusal(Errc::company_inactive), turn.language);
    } else if (over_rate()) {
        turn.answer = written(refusal(Errc::too_many_requests), turn.language);
        turn.answer->headers.emplace_back("Retry-After", "1");
    } else {
        if (request.method != "GET") turn.fault = fates_.deal(service_.switches());
        if (commits(turn.fault)) read(turn);
    }
}

bool Front::step(Turn& turn, const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const std::exception& error) {
        turn.errand = nullptr;
        turn.answer = written(refusal(Errc::server_failed, error.what()), turn.language);
        return false;
    }
}

void Front::ask_books(std::vector<Turn>& turns) {
    std::vector<Turn*> asking;
    for (auto& turn : turns)
        if (turn.errand) asking.push_back(&turn);
    std::vector<std::function<void(Desk&)>> works;
    for (auto* turn : asking) works.push_back([turn](Desk& desk) { turn->answer = turn->errand(desk); });
    const auto failures = service_.transact_all(works);
    for (std::size_t i = 0; i < asking.size(); ++i)
        if (failures[i])
            asking[i]->answer =
                written(refusal(Errc::server_failed, what_of(failures[i])), asking[i]->language);
}

Reply Front::commit_fault(const Turn& turn) {
    const auto& switches = service_.switches();
    auto failure = refusal(Errc::server_failed);
    failure.status = static_cast<int>(switches.error_status);
    switch (turn.fault) {
        case Fault::error_before:
        case Fault::error_after:
            return said(written(failure, turn.language));
        case Fault::lost_request:
        case Fault::lost_answer:
            return silent();
        case Fault::captive_portal:
            return page_for_people();
        case Fault::late_commit: {
            auto reply = silent();
            reply.later = [this, request = turn.request] {
                std::vector<Turn> late(1);
                late[0].request = request;
                step(late[0], [&] { read(late[0]); });
                ask_books(late);
            };
            reply.later_delay = switches.late_commit_delay;
            return reply;
        }
        default: {
            auto reply = said(*turn.answer);
            reply.cut = turn.fault == Fault::cut_answer;
            if (turn.fault == Fault::slow_body) reply.body_time = switches.slow_body_time;
            if (turn.fault == Fault::wrong_type) {
                set_content_type(*reply.answer, "text/plain");
                reply.spoiled = true;
            }
            return reply;
        }
    }
}

Reply Front::end(const Turn& turn) {
    auto reply = commit_fault(turn);
    reply.delay = service_.switches().latency;
    if (!reply.answer) return reply;
    auto& headers = reply.answer->headers;
    headers.emplace_back("X-Request-Id", random_uuid(service_.randomness()));
    headers.emplace_back("X-Timestamp", to_text(service_.now()));
    if (const auto origin = header_of(turn.request.headers, "X-Origin-Request-Id"); !origin.empty())
        headers.emplace_back("X-Origin-Request-Id", std::string(origin));
    return reply;
}

std::vector<Reply> Front::serve(const std::vector<HttpRequest>& requests) {
    std::vector<Turn> turns(requests.size());
    for (std::size_t i = 0; i < turns.size(); ++i) step(turns[i], [&] { begin(turns[i], requests[i]); });
    ask_books(turns);
    std::vector<Reply> replies(turns.size());
    for (std::size_t i = 0; i < turns.size(); ++i)
        if (!step(turns[i], [&] { replies[i] = end(turns[i]); })) replies[i] = said(*turns[i].answer);
    return replies;
}

Reply Front::serve(const HttpRequest& request) {
    return serve(std::vector{request}).front();
}

}  // namespace tillpoints::cloud
