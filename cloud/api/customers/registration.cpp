#include "cloud/api/customers/registration.hpp"

#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/operations/side_awards.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {

namespace {

/// The source of a promo code; nothing if it is the company's own. Errc::not_found if it is nobody's.
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

bool import_contact(RequestContext& context, const std::string& name, const Phone& phone) {
    if (context.db.customers.find_by_phone(phone)) return false;
    CustomerRecord record;
    record.name = name;
    record.phone = phone;
    record.created = context.now;
    record.imported = true;
    context.db.customers.add(record);
    return true;
}

Result<CustomerRecord> register_customer(RequestContext& context, const NewCustomer& newcomer) {
    CustomerRecord record;
    if (newcomer.phone)
        if (auto known = context.db.customers.find_by_phone(*newcomer.phone)) record = *known;
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
    for (const auto& transfer : transfers_of_welcome(record.id, context.programme.welcome))
        context.db.ledger.post(transfer, context.now);
    const auto& referral = context.programme.referral;
    if (inviter && referral.reward_at == RewardAt::registration)
        for (const auto& transfer :
             transfers_of_invitation({}, rewarded_for(referral, inviter->id, record.id), referral.reward))
            context.db.ledger.post(transfer, context.now);
    enqueue_webhook(context, record);
    return record;
}

CodeRecord issue_code(RequestContext& context, ParticipantId customer, std::optional<std::int64_t> order) {
    CodeRecord record{{}, customer, context.now + context.programme.code_lifetime, false, order};
    do record.code = random_digits(context.randomness, 6);
    while (!context.db.identifiers.add_code(record, context.now));
    return record;
}

Result<CardRecord> issue_card(RequestContext& context, ParticipantId customer, CardKind kind,
                              const std::optional<std::string>& code) {
    static constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    CardRecord record{code.value_or(""), customer, kind, false};
    if (code) {
        const bool right =
            code->size() >= 7 && code->size() <= 64 && code->find_first_not_of(allowed) == std::string::npos;
        if (!right) return Problem{Errc::invalid_value, "code", "7 to 64 letters, digits and dashes", *code};
        if (context.db.promotions.find_certificate(*code) || !context.db.identifiers.add_card(record))
            return Problem{Errc::duplicate, "code", "a code that is not taken", *code};
        return record;
    }
    static constexpr std::string_view prefixes = "TWP";
    do record.code = prefixes[static_cast<std::size_t>(kind)] + random_digits(context.randomness, 15);
    while (!context.db.identifiers.add_card(record));
    return record;
}

Result<Points> collect_voucher(RequestContext& context, const std::string& code, ParticipantId customer) {
    const auto voucher = context.db.promotions.find_voucher(code);
    if (!voucher || voucher->collected_by || voucher->expires <= context.now)
        return Problem{Errc::not_found, "code", "a voucher that is neither expired nor collected", {}};
    context.db.promotions.collect_voucher(code, customer);
    for (const auto& transfer : transfers_of_voucher(customer, voucher->points))
        context.db.ledger.post(transfer, context.now);
    return voucher->points;
}

}  // namespace tillpoints::cloud
