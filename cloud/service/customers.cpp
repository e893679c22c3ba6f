#include "cloud/service/customers.hpp"

#include "cloud/ledger/transfers.hpp"
#include "cloud/service/side_awards.hpp"
#include "cloud/service/tell.hpp"

namespace tillpoints::cloud {

namespace {

/// The source of a promo code; nothing if it is the company's own. Errc::not_found if it is nobody's.
Result<std::optional<std::string>> source_of(Desk& desk, const std::optional<std::string>& promo_code) {
    if (!promo_code || *promo_code == desk.programme.promo_code) return std::optional<std::string>();
    if (!desk.books.source(*promo_code)) adopt_sources(desk);
    if (!desk.books.source(*promo_code))
        return Problem{Errc::not_found, "promo_code", "the company's or that of a source", *promo_code};
    return promo_code;
}

}  // namespace

void adopt_sources(Desk& desk) {
    for (const auto& [promo_code, name, platform] : desk.programme.sources) {
        const SourceRecord record{promo_code, name, platform};
        if (desk.books.source(promo_code) != record) desk.books.set_source(record);
    }
}

bool import_contact(Desk& desk, const std::string& name, const Phone& phone) {
    if (desk.books.customer_by_phone(phone)) return false;
    CustomerRecord record;
    record.name = name;
    record.phone = phone;
    record.created = desk.now;
    record.imported = true;
    desk.books.add_customer(record);
    return true;
}

Result<CustomerRecord> register_customer(Desk& desk, const Newcomer& newcomer) {
    CustomerRecord record;
    if (newcomer.phone)
        if (auto known = desk.books.customer_by_phone(*newcomer.phone)) record = *known;
    if (record.uid) return Problem{Errc::duplicate, "phone", "a phone that is not registered", {}};
    const auto inviter = newcomer.inviter ? desk.books.customer_by_uid(*newcomer.inviter) : std::nullopt;
    if (newcomer.inviter && !inviter) return Problem{Errc::not_found, "inviter", "the uid of a customer", {}};
    const auto source = source_of(desk, newcomer.promo_code);
    if (!source) return source.error();
    record.source = *source;
    record.imported = false;
    record.uid = CustomerUid(random_uuid(desk.randomness));
    record.name = newcomer.name;
    record.phone = newcomer.phone;
    record.birth_date = newcomer.birth_date;
    if (inviter) record.inviter = inviter->id;
    record.created = desk.now;
    if (record.id == ParticipantId()) {
        record.id = desk.books.add_customer(record);
    } else {
        desk.books.update_customer(record);
    }
    for (const auto& transfer : transfers_of_welcome(record.id, desk.programme.welcome))
        desk.books.post(transfer, desk.now);
    const auto& referral = desk.programme.referral;
    if (inviter && referral.reward_at == RewardAt::registration)
        for (const auto& transfer :
             transfers_of_invitation({}, rewarded_for(referral, inviter->id, record.id), referral.reward))
            desk.books.post(transfer, desk.now);
    tell_of_participant(desk, record);
    return record;
}

CodeRecord issue_code(Desk& desk, ParticipantId customer, std::optional<std::int64_t> order) {
    CodeRecord record{{}, customer, desk.now + desk.programme.code_lifetime, false, order};
    do record.code = random_digits(desk.randomness, 6);
    while (!desk.books.add_code(record, desk.now));
    return record;
}

Result<CardRecord> issue_card(Desk& desk, ParticipantId customer, CardKind kind,
                              const std::optional<std::string>& code) {
    static constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    CardRecord record{code.value_or(""), customer, kind, false};
    if (code) {
        const bool right =
            code->size() >= 7 && code->size() <= 64 && code->find_first_not_of(allowed) == std::string::npos;
        if (!right) return Problem{Errc::invalid_value, "code", "7 to 64 letters, digits and dashes", *code};
        if (desk.books.certificate(*code) || !desk.books.add_card(record))
            return Problem{Errc::duplicate, "code", "a code that is not taken", *code};
        return record;
    }
    static constexpr std::string_view prefixes = "TWP";
    do record.code = prefixes[static_cast<std::size_t>(kind)] + random_digits(desk.randomness, 15);
    while (!desk.books.add_card(record));
    return record;
}

Result<Points> collect_voucher(Desk& desk, const std::string& code, ParticipantId customer) {
    const auto voucher = desk.books.voucher(code);
    if (!voucher || voucher->collected_by || voucher->expires <= desk.now)
        return Problem{Errc::not_found, "code", "a voucher that is neither expired nor collected", {}};
    desk.books.collect_voucher(code, customer);
    for (const auto& transfer : transfers_of_voucher(customer, voucher->points))
        desk.books.post(transfer, desk.now);
    return voucher->points;
}

}  // namespace tillpoints::cloud
