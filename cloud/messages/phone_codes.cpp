#include "cloud/messages/phone_codes.hpp"

#include <algorithm>

#include "cloud/api/credential.hpp"
#include "cloud/api/customers/departed.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/api/shop_name.hpp"

namespace tillpoints::cloud {
namespace {

struct Bucket {
    GuessBucket bucket;
    GuessLimit limit;
};

/// How long to wait until none of the buckets is empty; zero: they are kept until the transaction ends.
std::chrono::milliseconds wait_for(RequestContext& context, const std::vector<Bucket>& buckets) {
    std::chrono::milliseconds longest{0};
    for (const auto& [bucket, limit] : buckets)
        longest =
            std::max(longest, wait_for_guess(limit, context.db.failed_lookups.lock(bucket), context.now));
    return longest;
}

void take_from(RequestContext& context, const std::vector<Bucket>& buckets) {
    for (const auto& [bucket, limit] : buckets) {
        const auto full_at =
            after_failed_guess(limit, context.db.failed_lookups.full_at(bucket), context.now);
        const bool emptied = wait_for_guess(limit, full_at, context.now).count() > 0;
        context.db.failed_lookups.add(bucket, full_at, emptied ? std::optional(context.now) : std::nullopt);
    }
}

}  // namespace

std::string PhoneCodes::digest_of_phone(const Phone& phone) const {
    return departed_digest(secret_, phone);
}

std::string PhoneCodes::hash_of(const Phone& phone, const std::string& code) const {
    return keyed_sha256_hex(secret_, "one-time-code/" + phone.e164() + "/" + code);
}

std::optional<std::chrono::seconds> PhoneCodes::request(RequestContext& context, const Phone& phone,
                                                        const std::string& address,
                                                        loyalty::Language language) const {
    constexpr auto kind = GuessKind::code_request;
    // In one order, so that two requests do not wait for each other.
    const std::vector<Bucket> buckets{
        {{"card/address/" + address, kind}, limits_.requests_of_address},
        {{"card/all", kind}, limits_.requests_of_all},
        {{"card/phone/" + digest_of_phone(phone).substr(0, 32), kind}, limits_.requests_of_phone}};
    if (const auto wait = wait_for(context, buckets); wait.count() > 0)
        return std::chrono::ceil<std::chrono::seconds>(wait);
    take_from(context, buckets);
    const auto code = random_digits(context.randomness, 6);
    context.db.cards.set_code({phone.e164(), hash_of(phone, code), context.now + lifetime, 0});
    MessageRecord message;
    message.created = message.changed = context.now;
    message.reference = "code/" + random_uuid(context.randomness);
    message.address = phone.e164();
    message.channel = Channel::hook;
    message.purpose = MessagePurpose::code;
    message.template_name = "code";
    message.language = language;
    message.values = {
        {"shop", shop_name(context)}, {"code", code}, {"minutes", std::to_string(lifetime.count())}};
    message.due = context.now;
    message.expires = context.now + lifetime;
    context.db.messages.add(message);
    return {};
}

PhoneCodes::Check PhoneCodes::check(RequestContext& context, const Phone& phone, const std::string& address,
                                    const std::string& code) const {
    const std::vector<Bucket> bucket{
        {{"card/address/" + address, GuessKind::one_time_code}, limits_.wrong_of_address}};
    if (wait_for(context, bucket).count() > 0) return Check::too_many;
    const auto expected = context.db.cards.lock_code(phone.e164());
    // The same work whether there is a code or not.
    const auto given = hash_of(phone, code);
    const bool living = expected && expected->expires > context.now && expected->tries < max_tries;
    if (living) context.db.cards.count_try(phone.e164());
    if (same_secret(living ? expected->hash : std::string(given.size(), '-'), given)) {
        context.db.cards.remove_code(phone.e164());
        return Check::right;
    }
    take_from(context, bucket);
    return Check::wrong;
}

}  // namespace tillpoints::cloud
