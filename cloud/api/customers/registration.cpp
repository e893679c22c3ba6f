#include "cloud/api/customers/registration.hpp"

#include "cloud/api/customers/departed.hpp"
#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/operations/side_awards.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {

namespace {

/// The source of a promo code; nothing if it is the company's own. Errc::not_found if the code is unknown.
Result<std::optional<std::string>> source_of(RequestContext& context,
                                             const std::optional<std::string>& promo_code) {
    if (!promo_code || *promo_code == context.programme.promo_code) return std::optional<std::string>();
    if (!context.db.backoffice.find_source(*promo_code)) sync_sources(context);
    if (!context.db.backoffice.find_source(*promo_code))
        return Problem{Errc::not_found, "promo_code", "the company's or that of a source", *promo_code};
    return promo_code;
}

}  // namespace

void sync_sources(RequestContext& context) {
    for (const auto& [promo_code, name, platform] : context.programme.sources) {
        const SourceRecord record{promo_code, name, platform};
        if (context.db.backoffice.find_source(promo_code) != record) context.db.backoffice.set_source(record);
    }
}

ImportedContact import_contact(RequestContext& context, const std::string& name, const Phone& phone) {
    if (context.db.customers.find_by_phone(phone)) return ImportedContact::known;
    if (has_departed(context, phone)) return ImportedContact::departed;
    CustomerRecord record;
    record.name = name;
    record.phone = phone;
    record.created = context.now;
    record.imported = true;
    return context.db.customers.add_unless_known(record) ? ImportedContact::added : ImportedContact::known;
}

Result<CustomerRecord> register_customer(RequestContext& context, const NewCustomer& newcomer) {
    CustomerRecord record;
    if (newcomer.phone)
        if (auto known = context.db.customers.lock_by_phone(*newcomer.phone)) record = *known;
    if (record.uid) return Problem{Errc::duplicate, "phone", "a phone that is not registered", {}};
    const auto inviter =
        newcomer.inviter ? context.db.customers.find_by_uid(*newcomer.inviter) : std::nullopt;
    if (newcomer.inviter && !inviter) return Problem{Errc::not_found, "inviter", "the uid of a customer", {}};
    const auto source = source_of(context, newcomer.promo_code);
    if (!source) return source.error();
    record.source = *source;
    record.imported = false;
    record.uid = CustomerUid(random_uuid(context.randomness));
    record.name = newcomer.name;
    record.phone = newcomer.phone;
    record.birth_date = newcomer.birth_date;
    if (inviter) record.inviter = inviter->id;
    record.created = context.now;
    if (record.id == ParticipantId()) {
        record.id = context.db.customers.add(record);
    } else {
        context.db.customers.update(record);
    }
    const auto welcome = newcomer.returns ? Points() : context.programme.welcome;
    for (const auto& transfer : transfers_of_welcome(record.id, welcome))
        context.db.ledger.post(transfer, context.now);
    const auto& referral = context.programme.referral;
    if (inviter && referral.reward_at == RewardAt::registration)
        for (const auto& transfer :
             transfers_of_invitation({}, rewarded_for(referral, inviter->id, record.id), referral.reward))
            context.db.ledger.post(transfer, context.now);
    enqueue_webhook(context, record);
    return record;
}

}  // namespace tillpoints::cloud
