#include "cloud/api/confirmations/pin_rule.hpp"
#include "cloud/api/confirmations/pins.hpp"
#include "cloud/card/card_call.hpp"

namespace tillpoints::cloud {
namespace {

/// So long after the phone was confirmed, a forgotten PIN may be replaced.
constexpr std::chrono::minutes fresh{10};

/// A refusal, if this is not the PIN that the caller has.
std::optional<HttpAnswer> refuse_old(CardCall& call, const std::optional<std::string>& old) {
    // A page that was drawn before one was needed sends none, which is no try.
    if (!old) return card_refusal(403, "wrong_pin", "This needs your present PIN.");
    const auto checked = check_pin(call.context, call.customer->id, *old);
    if (checked == PinCheck::right) return {};
    if (checked == PinCheck::none) return wait_first(std::chrono::minutes(30));
    return card_refusal(403, "wrong_pin", "This is not your PIN.");
}

bool needs_old(CardCall& call) {
    return call.context.db.confirmations.pin_of(call.customer->id) &&
           call.session->created + fresh <= call.context.now;
}

}  // namespace

Json pin_view(CardCall& call) {
    const bool set = call.context.db.confirmations.pin_of(call.customer->id).has_value();
    return Json::object({{"set", set}, {"old_needed", needs_old(call)}});
}

HttpAnswer change_pin(CardCall& call, Reader in) {
    const auto pin = in.maybe_text("pin", 6);
    const auto old = in.maybe_text("old", 6);
    // Not by a member that is missing: a page of another version would take the PIN away.
    const bool remove = in.flag("remove", false);
    if (pin.has_value() == remove) in.fail("pin", Errc::invalid_value, "a PIN, or \"remove\": true");
    if (pin && !is_pin(*pin)) in.fail("pin", Errc::invalid_value, "four to six digits");
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (pin && is_easy_pin(*pin))
        return card_refusal(400, "easy_pin", "This PIN is guessed at once. Choose another one.");
    const auto id = call.customer->id;
    call.context.db.customers.lock(id);
    if (needs_old(call))
        if (auto refusal = refuse_old(call, old)) return *refusal;
    if (pin) {
        set_pin(call.context, id, *pin);
    } else {
        call.context.db.confirmations.remove_pin(id);
    }
    return card_answer(own_card(call));
}

}  // namespace tillpoints::cloud
