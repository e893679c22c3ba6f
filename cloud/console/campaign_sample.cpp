#include "cloud/console/campaign_sample.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/campaigns/member_text.hpp"
#include "cloud/console/message_texts.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int samples_a_day = 10;

/// Each of the day's references is used once; nothing if all are.
std::optional<int> queue_sample(ConsoleCall& call, ParticipantId customer, const std::string& text) {
    const auto day = std::chrono::floor<std::chrono::days>(call.context.now).time_since_epoch().count();
    const auto prefix = "sample/" + std::to_string(call.caller.person.id) + "/" + std::to_string(day) + "/";
    for (int sample = 1; sample <= samples_a_day; ++sample)
        if (queue_message(call.context, call.rules.messages, customer,
                          {prefix + std::to_string(sample),
                           MessagePurpose::sample,
                           "campaign_sample",
                           {{"text", text}}}) > 0)
            return sample;
    return {};
}

}  // namespace

HttpAnswer send_campaign_sample(ConsoleCall& call, Reader in) {
    const auto phone = Phone::parse(in.text("phone", 32));
    const auto message = in.text("message", longest_message);
    const auto texts = message_texts_in(in);
    if (in.problems().empty() && !phone) in.fail("phone", Errc::invalid_value, "a telephone number");
    if (in.problems().empty() && message.empty()) in.fail("message", Errc::missing_field, "what it says");
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& context = call.context;
    const auto customer = context.db.customers.find_by_phone(*phone);
    if (!customer || !customer->uid || customer->blocked)
        return console_refusal({Problem{Errc::not_found, "phone", "that of a customer with a card", {}}});
    if (!may_be_advertised(context, call.rules.messages, *customer))
        return console_refusal(409, "no_consent", "This customer consents to no advertising.");
    const auto sample = queue_sample(call, customer->id, member_text(context, message, texts, customer->id));
    if (!sample) return console_refusal(409, "too_many_samples", "No more samples today.");
    log_action(call, "campaign_sampled", "customer/" + std::to_string(shown_id(customer->id).value));
    return console_answer(200, Json::object({{"queued", true}, {"left", samples_a_day - *sample}}));
}

}  // namespace tillpoints::cloud
