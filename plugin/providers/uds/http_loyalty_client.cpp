#include "plugin/providers/uds/http_loyalty_client.hpp"

#include "protocol/decimal.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::uds {
namespace {

std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer) {
    const auto seconds = parse_decimal(header_of(answer.headers, "Retry-After"), 0, Rounding::down);
    if (!seconds || *seconds < 0 || *seconds > 3600) return {};
    return std::chrono::seconds(*seconds);
}

}  // namespace

CallResult call_result_of(const loyalty::Call& call, const Outcome& outcome, Clock& clock) {
    if (const auto* none = std::get_if<NoAnswer>(&outcome))
        return {replay::Unanswered{none->code, none->unsent}, {}};
    const auto& http = std::get<HttpAnswer>(outcome);
    auto answer = loyalty::answer_of(call, http);
    if (!answer) return {replay::Unanswered{answer.error().code, false}, {}};
    // The time of a gateway or a stranger must not be learned: absence could be believed too early.
    if (http.status < 500) clock.learn(http.headers);
    return {std::move(answer.value()), retry_after(http)};
}

void HttpLoyaltyClient::call(const loyalty::Call& call, std::chrono::milliseconds timeout,
                             std::function<void(CallResult)> done) {
    transport_->send(loyalty::request_of(call), timeout,
                     [this, call, done = std::move(done)](const Outcome& outcome) {
                         const auto result = call_result_of(call, outcome, clock_);
                         done(result);
                         if (observer_) observer_(outcome, result);
                     });
}

}  // namespace tillpoints::uds
