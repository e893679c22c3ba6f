#include "cloud/api/confirmations/confirmations.hpp"

#include "cloud/api/confirmations/pins.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/customers/identify.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/api/guesses/guesses.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::ConfirmBy;

std::string code_hash(const RequestContext& context, const std::string& id, const std::string& code) {
    return keyed_sha256_hex(context.service_info.customer_secret, "confirmation/" + id + "/" + code);
}

loyalty::Answer shown(const ConfirmationRecord& record) {
    return loyalty::Confirmation{record.id, record.by, record.points, record.expires, record.given};
}

/// The registered customer, or a phone that has bought, kept until the transaction ends.
Result<CustomerRecord> customer_to_ask(RequestContext& context, const loyalty::Identity& who) {
    auto customer = identify_buyer(context, who);
    if (customer && customer->id == ParticipantId()) return Problem{Errc::not_found, {}, {}, {}};
    return customer;
}

ConfirmBy means_of(RequestContext& context, ParticipantId customer, const std::optional<ConfirmBy>& wanted) {
    if (wanted) return *wanted;
    const bool pin = context.db.confirmations.pin_of(customer) && may_try_pin(context, customer);
    return pin ? ConfirmBy::pin : ConfirmBy::code;
}

/// Is there a PIN that may be tried, or does a code come to the customer by any way?
bool ask_customer(RequestContext& context, ConfirmationRecord& record) {
    if (record.by == ConfirmBy::pin)
        return context.db.confirmations.pin_of(record.customer) && may_try_pin(context, record.customer);
    const auto& send = context.service_info.send_confirmation_code;
    const auto code = random_digits(context.randomness, 6);
    record.hash = code_hash(context, record.id, code);
    return send && send(context, record.customer, {code, record.points, confirmation_lifetime}) > 0;
}

/// Has the customer answered in time, and rightly, what the confirmation asks for?
enum class Tried { right, wrong, dead };

Tried try_secret(RequestContext& context, const ConfirmationRecord& record, const std::string& secret) {
    if (record.by == ConfirmBy::pin) {
        const auto tried = check_pin(context, record.customer, secret);
        if (tried == PinCheck::none) return Tried::dead;
        return tried == PinCheck::right ? Tried::right : Tried::wrong;
    }
    return same_secret(record.hash, code_hash(context, record.id, secret)) ? Tried::right : Tried::wrong;
}

}  // namespace

bool is_confirmed(RequestContext& context, ParticipantId customer, Points points,
                  const std::optional<std::string>& id) {
    const auto record = id ? context.db.confirmations.find(*id) : std::nullopt;
    return record && record->customer == customer && record->given && !record->used_by &&
           record->expires > context.now && points <= record->points;
}

loyalty::Answer handle(RequestContext& context, const loyalty::RequestConfirmation& call) {
    if (const auto wait = wait_before_lookup(context, {}, call.who)) return too_many_guesses(*wait);
    const auto customer = customer_to_ask(context, call.who);
    if (!customer) return refuse_lookup(context, {}, call.who, customer.error());
    if (!may_redeem(context.programme, identification_of(context, call.who)))
        return refusal(Errc::withdraw_not_permitted);
    const GuessBucket bucket{"confirmation/" + std::to_string(shown_id(customer->id).value),
                             GuessKind::code_request};
    const auto full_at = context.db.failed_lookups.lock(bucket);
    if (wait_for_guess(confirmations_of_customer, full_at, context.now).count() > 0)
        return refusal(Errc::confirmation_unavailable);

    ConfirmationRecord record;
    record.id = random_hex(context.randomness, 16);
    record.customer = customer->id;
    record.points = call.points;
    record.by = means_of(context, customer->id, call.by);
    record.created = context.now;
    record.expires = context.now + confirmation_lifetime;
    if (!ask_customer(context, record)) return refusal(Errc::confirmation_unavailable);
    const auto full_later = after_failed_guess(confirmations_of_customer, full_at, context.now);
    const bool emptied = wait_for_guess(confirmations_of_customer, full_later, context.now).count() > 0;
    context.db.failed_lookups.add(bucket, full_later, emptied ? std::optional(context.now) : std::nullopt);
    context.db.confirmations.add(record);
    return shown(record);
}

loyalty::Answer handle(RequestContext& context, const loyalty::GiveConfirmation& call) {
    auto record = context.db.confirmations.find(call.id);
    if (!record) return refusal(Errc::confirmation_required);
    context.db.customers.lock(record->customer);
    // As it stands now that nobody else changes it.
    record = context.db.confirmations.find(call.id);
    const bool lives = record && record->expires > context.now && !record->used_by;
    if (lives && record->given) return shown(*record);
    if (!lives || record->tries >= max_confirmation_tries) return refusal(Errc::confirmation_required);
    context.db.confirmations.count_try(record->id);
    const auto tried = try_secret(context, *record, call.secret);
    if (tried == Tried::wrong) return refusal(Errc::confirmation_wrong);
    if (tried == Tried::dead) return refusal(Errc::confirmation_required);
    record->given = true;
    record->expires = context.now + given_lifetime;
    context.db.confirmations.give(record->id, record->expires);
    return shown(*record);
}

}  // namespace tillpoints::cloud
