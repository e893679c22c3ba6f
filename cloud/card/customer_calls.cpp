#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/card/card_call.hpp"
#include "cloud/card/card_view.hpp"
#include "cloud/messages/templates.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

/// New codes of one customer: the page needs one or two an hour.
constexpr GuessLimit codes_of_customer{12, 12};

/// Takes one from the customer's bucket, or tells how long to wait.
std::optional<std::chrono::seconds> wait_for_code(RequestContext& context, ParticipantId customer) {
    const GuessBucket bucket{"card/codes/" + std::to_string(customer.value), GuessKind::code_request};
    const auto full_at = context.db.failed_lookups.lock(bucket);
    const auto wait = wait_for_guess(codes_of_customer, full_at, context.now);
    if (wait.count() > 0) return std::chrono::ceil<std::chrono::seconds>(wait);
    context.db.failed_lookups.add(bucket, after_failed_guess(codes_of_customer, full_at, context.now), {});
    return {};
}

std::optional<OperationId> before_in(Reader& in) {
    const auto text = in.maybe_text("before", 20);
    if (!text) return {};
    const auto id = parse_decimal(*text, 0, Rounding::exact);
    if (!id) in.fail("before", Errc::invalid_value, "the id of an operation");
    return OperationId{id.value_or(0)};
}

/// Would a till still take this code for the caller's?
bool is_own_code(const CardCall& call, const std::string& text) {
    const auto code = call.context.db.identifiers.find_code(text);
    return code && code->customer == call.customer->id && !code->used && code->expires > call.context.now;
}

/// The operation, if it is the caller's own.
std::optional<OperationRecord> own_operation(const CardCall& call, OperationId id) {
    const auto operation = call.context.db.operations.find(id);
    const bool own = operation && operation->customer == call.customer->id;
    return own ? operation : std::nullopt;
}

}  // namespace

Json own_card(CardCall& call) {
    const auto holder = holder_of(call.context, call.customer->id, call.settings.language);
    auto view = card_view(call.context, call.settings.messages, *call.customer, holder);
    view.set("pin", pin_view(call));
    return view;
}

HttpAnswer show_card(CardCall& call, Reader in) {
    const auto shown = in.maybe_text("code", 6);
    if (!in.problems().empty()) return wrong_input(in.problems());
    apply_due_events(call.context, *call.customer);
    auto view = own_card(call);
    if (shown) view.set("code_valid", is_own_code(call, *shown));
    return card_answer(view);
}

HttpAnswer renew_code(CardCall& call, Reader) {
    if (call.customer->blocked) return card_refusal(403, "blocked", "The card is blocked. Ask in the shop.");
    if (const auto wait = wait_for_code(call.context, call.customer->id)) return wait_first(*wait);
    const auto code = issue_code(call.context, call.customer->id);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(code.expires - call.context.now);
    return card_answer(Json::object({{"code", code.code},
                                     {"expires", to_text(code.expires)},
                                     {"seconds", seconds.count()},
                                     {"qr", qr_view(code.code)}}));
}

HttpAnswer show_history(CardCall& call, Reader in) {
    const auto before = before_in(in);
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (before && !own_operation(call, *before))
        return card_refusal(404, "not_found", "There is no such purchase of yours.");
    return card_answer(history_view(call.context, *call.customer, before));
}

HttpAnswer show_invitation(CardCall& call, Reader) {
    const auto holder = holder_of(call.context, call.customer->id, call.settings.language);
    const auto link = call.settings.url + "/card/?i=" + holder.invitation;
    return card_answer(invitation_view(call.context, *call.customer, holder, link));
}

HttpAnswer rate_own_purchase(CardCall& call, Reader in) {
    RatingRecord rating;
    rating.operation = {in.integer("operation", 1, INT64_MAX)};
    rating.stars = in.integer("stars", 1, 5);
    rating.comment = in.maybe_text("comment", 1000);
    rating.created = call.context.now;
    if (rating.comment && rating.comment->empty()) rating.comment.reset();
    if (!in.problems().empty()) return wrong_input(in.problems());
    const auto operation = own_operation(call, rating.operation);
    if (!operation || operation->origin || operation->state != loyalty::OperationState::normal)
        return card_refusal(404, "not_found", "There is no such purchase of yours.");
    call.context.db.ratings.rate(rating);
    return card_answer(Json::object({{"operation", rating.operation.value}, {"stars", rating.stars}}));
}

HttpAnswer show_messages(CardCall& call, Reader) {
    return card_answer(messages_view(call.context, *call.customer));
}

HttpAnswer read_messages(CardCall& call, Reader) {
    constexpr int most = 50;
    for (auto& each : call.context.db.messages.of_customer(call.customer->id, Channel::app, most)) {
        if (each.state != MessageState::delivered) continue;
        each.state = MessageState::read;
        each.changed = call.context.now;
        call.context.db.messages.update(each);
    }
    return card_answer(Json::object());
}

HttpAnswer change_settings(CardCall& call, Reader in) {
    const auto word = in.maybe_text("language", 2);
    const auto language = word ? language_named(*word) : std::nullopt;
    if (word && !language) in.fail("language", Errc::invalid_value, "ru, kk or en");
    std::vector<Consent> consents;
    if (auto asked = in.maybe_object("consents"))
        for (const auto channel : {Channel::app, Channel::hook, Channel::telegram, Channel::push})
            if (const auto given = asked->maybe_flag(name_of(channel)))
                consents.push_back({channel, *given, call.context.now});
    if (!in.problems().empty()) return wrong_input(in.problems());
    const auto id = call.customer->id;
    holder_of(call.context, id, call.settings.language);
    if (language) call.context.db.cards.set_language(id, *language);
    for (const auto& consent : consents)
        // The date of a consent is the date it was given, not the last time it was sent.
        if (const auto known = call.context.db.cards.consents_to(id, consent.channel);
            known != consent.given || !consent.given)
            call.context.db.cards.set_consent(id, consent);
    return card_answer(own_card(call));
}

}  // namespace tillpoints::cloud
