#include "cloud/card/card_call.hpp"
#include "cloud/push/push_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_key = 100;

HttpAnswer no_push() {
    return card_refusal(404, "no_push", "The shop tells browsers nothing.");
}

}  // namespace

Json push_view(const CardSettings& settings) {
    return settings.push ? Json(settings.push->key.public_text()) : Json();
}

HttpAnswer subscribe_push(CardCall& call, Reader in) {
    PushSubscription subscription;
    subscription.customer = call.customer->id;
    subscription.endpoint = in.text("endpoint", longest_endpoint);
    subscription.public_key = in.text("p256dh", longest_key);
    subscription.secret = in.text("auth", longest_key);
    subscription.created = call.context.now;
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (!call.settings.push) return no_push();
    // What the browser sent is not repeated in an answer.
    if (!push_endpoint(call.settings.push->services, subscription.endpoint))
        return card_refusal(400, "unknown_push_service",
                            "The browser's push service is not one of those that the shop uses.");
    if (!are_push_keys(subscription)) in.fail("p256dh", Errc::invalid_value, "a browser's keys");
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (call.customer->blocked) return card_refusal(403, "blocked", "The card is blocked. Ask in the shop.");
    holder_of(call.context, call.customer->id, call.settings.language);
    call.context.db.customers.lock(call.customer->id);
    call.context.db.push.add(subscription, most_push_subscriptions);
    return card_answer(own_card(call));
}

HttpAnswer unsubscribe_push(CardCall& call, Reader in) {
    const auto endpoint = in.text("endpoint", longest_endpoint);
    if (!in.problems().empty()) return wrong_input(in.problems());
    call.context.db.push.remove_endpoint(call.customer->id, endpoint);
    return card_answer(own_card(call));
}

}  // namespace tillpoints::cloud
