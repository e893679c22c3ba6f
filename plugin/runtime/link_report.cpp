#include "plugin/runtime/link_report.hpp"

#include <utility>

namespace tillpoints {
namespace {

Json time_json(const std::optional<Timestamp>& time) {
    return time ? Json(to_text(*time)) : Json();
}

}  // namespace

void LinkReport::observe(const Outcome& outcome, const CallResult& result) {
    if (const auto* none = std::get_if<NoAnswer>(&outcome)) {
        if (none->code == Errc::shutting_down) return;
        const std::string cause = none->detail.empty() ? std::string(sentence_of(none->code)) : none->detail;
        if (std::exchange(detail_, cause) != cause)
            log_.write(LogLevel::warning, "no answer from the loyalty cloud: " + cause);
        return;
    }
    if (const auto* strange = std::get_if<replay::Unanswered>(&result.result)) {
        const std::string cause = std::string(sentence_of(strange->code)) + " HTTP status " +
                                  std::to_string(std::get<HttpAnswer>(outcome).status);
        if (std::exchange(detail_, cause) != cause)
            log_.write(LogLevel::warning, "no answer from the loyalty cloud: " + cause);
        return;
    }
    const auto& answer = std::get<loyalty::Answer>(result.result);
    const auto* refusal = std::get_if<loyalty::Refusal>(&answer);
    detail_ = refusal && refusal->status != 404 ? std::string(sentence_of(refusal->code)) : std::string();
    if (const auto* settings = std::get_if<loyalty::Settings>(&answer)) {
        settings_heard_ = clock_.now().local;
        currency_ = settings->currency;
    }
}

void LinkReport::publish(std::string_view state, std::optional<Errc> reason) {
    if (state_ != state || !since_) since_ = clock_.now().local;
    state_ = state;
    reason_ = reason;
    if (!reason) detail_.clear();
    const std::string text = dump(json());
    if (text == stored_) return;
    stored_ = text;
    Batch batch;
    batch.values.emplace_back(link_report_name, text);
    batch.durability = Durability::eventual;
    // Only information: if the disk refuses it, the next change is stored instead.
    executor_.commit(std::move(batch), [](const Result<void>&) {});
}

Json LinkReport::json() const {
    const auto now = clock_.now();
    Json clock;
    if (now.cloud) {
        // Whole minutes, so that the second that an answer takes does not change the report.
        const auto ahead = std::chrono::round<std::chrono::minutes>(now.local - *now.cloud);
        clock = Json::object({{"ahead_s", std::int64_t(std::chrono::seconds(ahead).count())}});
    }
    Json settings;
    if (settings_heard_)
        settings = Json::object({{"heard", time_json(settings_heard_)}, {"currency", currency_}});
    return Json::object({{"link", Json::object({{"state", state_},
                                                {"since", time_json(since_)},
                                                {"reason", reason_ ? Json(name_of(*reason_)) : Json()},
                                                {"detail", detail_.empty() ? Json() : Json(detail_)}})},
                         {"settings", std::move(settings)},
                         {"clock", std::move(clock)}});
}

}  // namespace tillpoints
