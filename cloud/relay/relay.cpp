#include "cloud/relay/relay.hpp"

#include "cloud/relay/forwarding.hpp"

namespace tillpoints::cloud {
Relay::Relay(OutboundClient& cloud, RelayOptions options, LogLine log)
    : cloud_(cloud), options_(std::move(options)), log_(std::move(log)) {}

HttpAnswer Relay::refuse(const HttpRequest& request, HttpAnswer refusal) {
    log_(log_name(request) + " " + std::to_string(refusal.status) + " not forwarded");
    return refusal;
}

Admission Relay::admit(const HttpRequest& head) {
    auto out = forwarded(head, options_.credential_header);
    if (const auto* refusal = std::get_if<HttpAnswer>(&out))
        return refused_admission([this, head, refusal = *refusal] { return refuse(head, refusal); });
    return {};
}

void Relay::serve(const HttpRequest& request, std::function<void(Reply)> done) {
    auto out = forwarded(request, options_.credential_header);
    if (auto* refusal = std::get_if<HttpAnswer>(&out)) return done(refuse(request, std::move(*refusal)));
    if (in_flight_ >= options_.max_in_flight) {
        log_(log_name(request) + " 503 not forwarded, " + std::to_string(in_flight_) + " under way");
        return done(overloaded_answer(language_for(request)));
    }
    forward(request, std::get<HttpRequest>(std::move(out)), std::move(done));
}

void Relay::forward(const HttpRequest& request, HttpRequest out, std::function<void(Reply)> done) {
    ++in_flight_;
    const auto language = language_for(request);
    cloud_.send(std::move(out), [this, name = log_name(request), language,
                                 done = std::move(done)](const OutboundOutcome& outcome) {
        --in_flight_;
        auto answer = answer_for_terminal(outcome, language);
        auto line = name + " " + std::to_string(answer.status);
        if (!outcome.answer) line += " " + outcome.what;
        if (!outcome.answer && !outcome.reached) line += ", nothing was sent";
        log_(line);
        done(std::move(answer));
    });
}

}  // namespace tillpoints::cloud
