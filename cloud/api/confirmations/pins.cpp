#include "cloud/api/confirmations/pins.hpp"

#include "cloud/api/credential.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/api/participant_ids.hpp"

namespace tillpoints::cloud {
namespace {

GuessBucket bucket_of(ParticipantId customer) {
    return {"confirmation/" + std::to_string(shown_id(customer).value), GuessKind::pin};
}

std::string hash_of(const RequestContext& context, ParticipantId customer, const std::string& pin) {
    return keyed_sha256_hex(context.service_info.customer_secret,
                            "pin/" + std::to_string(customer.value) + "/" + pin);
}

}  // namespace

bool may_try_pin(RequestContext& context, ParticipantId customer) {
    const auto full_at = context.db.failed_lookups.lock(bucket_of(customer));
    return wait_for_guess(wrong_pins, full_at, context.now).count() == 0;
}

PinCheck check_pin(RequestContext& context, ParticipantId customer, const std::string& pin) {
    const auto known = context.db.confirmations.pin_of(customer);
    if (!known || !may_try_pin(context, customer)) return PinCheck::none;
    if (same_secret(known->hash, hash_of(context, customer, pin))) return PinCheck::right;
    const auto bucket = bucket_of(customer);
    const auto full_at =
        after_failed_guess(wrong_pins, context.db.failed_lookups.full_at(bucket), context.now);
    const bool emptied = wait_for_guess(wrong_pins, full_at, context.now).count() > 0;
    context.db.failed_lookups.add(bucket, full_at, emptied ? std::optional(context.now) : std::nullopt);
    return PinCheck::wrong;
}

void set_pin(RequestContext& context, ParticipantId customer, const std::string& pin) {
    context.db.confirmations.set_pin({customer, hash_of(context, customer, pin), context.now});
}

}  // namespace tillpoints::cloud
