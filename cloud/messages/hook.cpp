#include "cloud/messages/hook.hpp"

#include <algorithm>

#include "cloud/messages/templates.hpp"
#include "protocol/decimal.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

HttpRequest hook_request(const MessageRecord& record, const std::string& text,
                         const std::string& authorization) {
    HttpHeaders headers{{"Content-Type", "application/json;charset=utf-8"},
                        {"Idempotency-Key", record.reference}};
    if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
    return {"POST", "/messages", std::move(headers),
            dump(Json::object({{"id", record.id},
                               {"to", record.address},
                               {"text", text},
                               {"language", name_of(record.language)},
                               {"purpose", name_of(record.purpose)}}))};
}

SendOutcome hook_outcome(const OutboundOutcome& outcome) {
    using Kind = SendOutcome::Kind;
    if (!outcome.answer) return {outcome.reached ? Kind::unclear : Kind::unsent, {}, outcome.what};
    const auto status = outcome.answer->status;
    if (status >= 200 && status < 300) return {Kind::taken, {}, {}};
    const auto note = "the hook answered " + std::to_string(status);
    if (status == 429 || status == 503) {
        const auto after = header_of(outcome.answer->headers, "Retry-After");
        const auto seconds = parse_decimal(after, 0, Rounding::exact).value_or(30);
        return {Kind::busy, std::chrono::seconds(std::clamp<std::int64_t>(seconds, 1, 3600)), note};
    }
    const bool wrong = status >= 300 && status < 500 && status != 408;
    return {wrong ? Kind::refused : Kind::unclear, {}, note};
}

}  // namespace tillpoints::cloud
