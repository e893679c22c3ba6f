#include "cloud/faults/fault_injector.hpp"

#include "cloud/api/refusals.hpp"
#include "cloud/faults/transmissions.hpp"

namespace tillpoints::cloud {
namespace {

using std::chrono::milliseconds;

/// Does the API see the request before the client sees its connection end?
bool reaches_api(Fault fault) {
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

HttpAnswer captive_portal_page() {
    return {200, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><title>Log in to the network</title>\n"};
}

HttpAnswer with_content_type(HttpAnswer answer, std::string_view type) {
    for (auto& [name, value] : answer.headers)
        if (name == "Content-Type") value = type;
    return answer;
}

}  // namespace

FaultInjector::FaultInjector(boost::asio::io_context& io, Service& service, ApiHandler& api, Endpoint inner,
                             FaultSwitches& switches)
    : io_(io), service_(service), api_(api), inner_(std::move(inner)), switches_(switches) {}

Admission FaultInjector::admit(const HttpRequest& head) {
    auto admission = inner_.admission_check(head);
    if (!admission.refused) return admission;
    admission.reply_unread = [this, head, otherwise = std::move(admission.reply_unread)] {
        const auto refusal = refuse(head);
        return with_latency(refusal ? Reply(*refusal) : otherwise());
    };
    return admission;
}

void FaultInjector::serve(const HttpRequest& request, std::function<void(Reply)> done) {
    if (const auto refusal = refuse(request)) return done(with_latency(*refusal));
    const bool may_be_struck = request.method != "GET" && api_.authorized(request);
    const auto fault = may_be_struck ? schedule_.next(switches_) : Fault::none;
    if (!reaches_api(fault)) return done(with_latency(struck_before(fault, request)));
    inner_.handler(request, [this, fault, request, done = std::move(done)](Reply reply) {
        done(with_latency(struck_after(fault, request, std::move(reply))));
    });
}

/// The answer to a request that is refused whatever it asks for.
std::optional<HttpAnswer> FaultInjector::refuse(const HttpRequest& request) {
    const auto refused = [&](Errc code) {
        api_.count(request);
        return api_.refuse(request, refusal(code));
    };
    if (!api_.authorized(request))
        return switches_.wrong_key == 403 ? std::optional(refused(Errc::forbidden)) : std::nullopt;
    if (switches_.company_inactive) return refused(Errc::company_inactive);
    if (!rate_exceeded()) return {};
    auto answer = refused(Errc::too_many_requests);
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

bool FaultInjector::rate_exceeded() {
    const auto limit = switches_.requests_per_second;
    const auto second = std::chrono::floor<std::chrono::seconds>(service_.now()).time_since_epoch().count();
    if (second != second_) in_second_ = 0;
    second_ = second;
    return limit > 0 && ++in_second_ > limit;
}

HttpAnswer FaultInjector::failure(const HttpRequest& request) {
    auto failed = refusal(Errc::server_failed);
    failed.status = static_cast<int>(switches_.error_status);
    return api_.refuse(request, failed);
}

Reply FaultInjector::struck_before(Fault fault, const HttpRequest& request) {
    Reply reply(failure(request));
    if (fault == Fault::captive_portal) reply.transmission = replaced(captive_portal_page());
    if (fault == Fault::lost_request || fault == Fault::late_commit) reply.transmission = lost();
    if (fault == Fault::late_commit)
        run_later(io_, milliseconds(switches_.latency_ms + switches_.late_commit_ms),
                  [this, request] { inner_.handler(request, [](const Reply&) {}); });
    else
        api_.count(request);
    return reply;
}

Reply FaultInjector::struck_after(Fault fault, const HttpRequest& request, Reply reply) {
    switch (fault) {
        case Fault::error_after:
            return failure(request);
        case Fault::lost_answer:
            reply.transmission = lost();
            return reply;
        case Fault::cut_answer:
            reply.transmission = cut_in_half();
            return reply;
        case Fault::slow_body:
            reply.transmission = in_pieces(io_, milliseconds(switches_.slow_body_ms));
            return reply;
        case Fault::wrong_type:
            reply.transmission = replaced(with_content_type(reply.answer, "text/plain"));
            return reply;
        default:
            return reply;
    }
}

Reply FaultInjector::with_latency(Reply reply) const {
    if (switches_.latency_ms > 0)
        reply.transmission = delayed(io_, milliseconds(switches_.latency_ms), std::move(reply.transmission));
    return reply;
}

}  // namespace tillpoints::cloud
