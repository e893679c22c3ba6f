#include "cloud/service/customers.hpp"

#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {

Result<CustomerRecord> register_customer(Desk& desk, const Newcomer& newcomer) {
    CustomerRecord record;
    if (newcomer.phone)
        if (auto known = desk.books.customer_by_phone(*newcomer.phone)) record = *known;
    if (record.uid) return Problem{Errc::duplicate, "phone", "a phone that is not registered", {}};
    const auto inviter = newcomer.inviter ? desk.books.customer_by_uid(*newcomer.inviter) : std::nullopt;
    if (newcomer.inviter && !inviter) return Problem{Errc::not_found, "inviter", "the uid of a customer", {}};
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
    if (inviter && desk.programme.referral.reward_at == RewardAt::registration)
        for (const auto& transfer : transfers_of_invitation(inviter->id, desk.programme.referral.reward))
            desk.books.post(transfer, desk.now);
    return record;
}

CodeRecord issue_code(Desk& desk, ParticipantId customer) {
    CodeRecord record{{}, customer, desk.now + desk.programme.code_lifetime};
    do record.code = random_digits(desk.randomness, 6);
    while (!desk.books.add_code(record, desk.now));
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
