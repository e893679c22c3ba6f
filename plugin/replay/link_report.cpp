#include "plugin/replay/link_report.hpp"

namespace tillpoints::replay {
namespace {

const loyalty::Refusal* refusal_in(const SendResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result);
    return answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
}

}  // namespace

bool concerns_the_shop(const loyalty::Refusal& refusal) {
    return refusal.status == 401 || refusal.code == Errc::unauthorized || refusal.code == Errc::forbidden ||
           refusal.code == Errc::company_inactive;
}

LinkReport link_report_of(const SendResult& result) {
    if (const auto* unanswered = std::get_if<Unanswered>(&result)) {
        // A stranger who answers in the cloud's place is a matter for a person, a broken line is not.
        const bool stranger =
            unanswered->code == Errc::not_the_cloud || unanswered->code == Errc::certificate_rejected;
        return {stranger ? LinkStatus::closed : LinkStatus::broken, unanswered->code};
    }
    const auto* refusal = refusal_in(result);
    if (!refusal) return {};
    if (concerns_the_shop(*refusal)) return {LinkStatus::closed, refusal->code};
    return {refusal->status >= 500 ? LinkStatus::broken : LinkStatus::open, refusal->code};
}

Result<loyalty::Answer> answer_to_the_question(const SendResult& result) {
    const auto [link_status, reason] = link_report_of(result);
    if (link_status != LinkStatus::open || reason == Errc::too_many_requests)
        return Problem{reason.value_or(Errc::unreachable), "", "", ""};
    return std::get<loyalty::Answer>(result);
}

}  // namespace tillpoints::replay
