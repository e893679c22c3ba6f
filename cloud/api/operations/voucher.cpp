#include "cloud/api/operations/voucher.hpp"

#include "cloud/api/refusals.hpp"
#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/calculation.hpp"

namespace tillpoints::cloud {

Result<Points> collect_voucher(RequestContext& context, const std::string& code, ParticipantId customer) {
    const auto voucher = context.db.promotions.find_voucher(code);
    if (!voucher || voucher->collected_by || voucher->expires <= context.now)
        return Problem{Errc::not_found, "code", "a voucher that is neither expired nor collected", {}};
    if (!context.db.promotions.collect_voucher(code, customer))
        return Problem{Errc::not_found, "code", "a voucher that is neither expired nor collected", {}};
    for (const auto& transfer : transfers_of_voucher(customer, voucher->points))
        context.db.ledger.post(transfer, context.now);
    return voucher->points;
}

loyalty::Answer handle(RequestContext& context, const loyalty::CreateVoucher& call) {
    const auto& tier = context.programme.tiers.front();
    const Bill bill{call.total, call.skip_loyalty_total.value_or(Money()), Money()};
    const bool scores = context.programme.policy == loyalty::DiscountPolicy::charge_scores;
    if (!scores || tier.rate.hundredths == 0 || !is_consistent(bill) || bill.total == bill.skip_loyalty)
        return refusal(Errc::invalid_checksum);
    VoucherRecord record{{},
                         award_for(context.programme, tier, bill, bill.total, context.variants.award_base),
                         context.now + context.programme.voucher_lifetime,
                         {}};
    do record.code = random_digits(context.randomness, 12);
    while (!context.db.promotions.add_voucher(record));
    loyalty::Voucher voucher;
    voucher.code = record.code;
    voucher.qr_code_text = context.service_info.base_url + "/vouchers/" + record.code;
    voucher.qr_code_128 = voucher.qr_code_text + "/qr?size=128";
    voucher.qr_code_256 = voucher.qr_code_text + "/qr?size=256";
    voucher.expires = record.expires;
    voucher.points = record.points;
    return voucher;
}

}  // namespace tillpoints::cloud
