#include "cloud/service/answers.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(Desk& desk, const loyalty::CreateVoucher& call) {
    const auto& tier = desk.programme.tiers.front();
    const Bill bill{call.total, call.skip_loyalty_total.value_or(Money()), Money()};
    const bool scores = desk.programme.policy == loyalty::DiscountPolicy::charge_scores;
    if (!scores || tier.rate.hundredths == 0 || !adds_up(bill) || bill.total == bill.skip_loyalty)
        return refusal(Errc::invalid_checksum);
    VoucherRecord record{{},
                         award_for(desk.programme, tier, bill, bill.total, desk.switches.award_base),
                         desk.now + desk.programme.voucher_lifetime,
                         {}};
    do record.code = random_digits(desk.randomness, 12);
    while (!desk.books.add_voucher(record));
    loyalty::Voucher voucher;
    voucher.code = record.code;
    voucher.qr_code_text = "tillpoints:voucher:" + record.code;
    voucher.expires = record.expires;
    voucher.points = record.points;
    return voucher;
}

}  // namespace tillpoints::cloud
