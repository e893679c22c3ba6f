#include "plugin/session/voucher.hpp"

#include <algorithm>

#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

/// More does not fit on paper or into a QR code that a phone can read from it.
constexpr std::size_t longest_voucher_code = 40;
constexpr std::size_t longest_qr_text = 512;

bool printable_ascii(std::string_view text, std::size_t longest) {
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// The shop wants vouchers and the programme issues them. The cloud refuses the call under any other
/// programme, so it is not asked then.
bool vouchers_in_use(const StepContext& context) {
    return context.config->invitation.voucher && context.settings &&
           context.settings->policy == loyalty::DiscountPolicy::charge_scores &&
           context.settings->program.base_tier.rate > Percent{};
}

bool may_have_voucher(const Session& session) {
    return session.kind == till::ReceiptKind::sale && session.phase != Phase::cancelled && !session.customer;
}

VoucherSum sum_of_cart(const Session& session, const StepContext& context) {
    const auto receipt = pricing::assess(session.cart, context.config->rules);
    return {receipt.sent_total, std::min(receipt.skip_total, receipt.sent_total)};
}

VoucherSum current_sum(const Session& session, const StepContext& context) {
    return session.voucher_sum ? *session.voucher_sum : sum_of_cart(session, context);
}

}  // namespace

void note_voucher_sum(Session& session, const std::vector<till::FiscalLine>& lines, Money total,
                      const StepContext& context) {
    if (!vouchers_in_use(context) || !may_have_voucher(session)) return;
    const auto receipt = pricing::assess(as_paid(session, lines), context.config->rules);
    const Money rounding = std::max(sum_of(lines) - total, Money());
    const Money paid = std::max(receipt.sent_total - rounding, Money());
    session.voucher_sum = VoucherSum{paid, std::min(receipt.skip_total, paid)};
}

std::optional<Ask> ask_for_voucher(Session& session, const StepContext& context) {
    if (!context.online || !vouchers_in_use(context) || !may_have_voucher(session)) return {};
    const VoucherSum sum = current_sum(session, context);
    const bool issued = session.voucher && (session.voucher->printed || session.voucher->sum == sum);
    const bool asked = session.voucher_question && session.voucher_question->sum == sum;
    if (sum.total <= sum.skip || issued || asked) return {};
    session.voucher_question = VoucherQuestion{sum};
    loyalty::CreateVoucher call;
    call.nonce = Nonce(context.fresh_nonce);
    call.cashier = cashier_of(session);
    call.total = sum.total;
    if (sum.skip > Money()) call.skip_loyalty_total = sum.skip;
    return Ask{std::move(call)};
}

bool awaits_voucher(const Session& session, const StepContext& context) {
    return may_have_voucher(session) && session.voucher_question && session.voucher_question->on_its_way &&
           session.voucher_question->sum == current_sum(session, context);
}

void take_voucher(Session& session, const Result<loyalty::Answer>& answer) {
    if (!session.voucher_question || !session.voucher_question->on_its_way) return;
    session.voucher_question->on_its_way = false;
    const auto* voucher = answer ? std::get_if<loyalty::Voucher>(&answer.value()) : nullptr;
    if (!voucher || !printable_ascii(voucher->code, longest_voucher_code) ||
        !printable_ascii(voucher->qr_code_text, longest_qr_text))
        return;
    session.voucher = IssuedVoucher{session.voucher_question->sum,
                                    voucher->code,
                                    voucher->qr_code_text,
                                    voucher->points,
                                    voucher->expires,
                                    false};
}

const IssuedVoucher* voucher_to_print(const Session& session, const StepContext& context) {
    if (!may_have_voucher(session) || !session.voucher) return nullptr;
    const auto& voucher = *session.voucher;
    const bool expired = voucher.expires && *voucher.expires <= context.cloud_now.value_or(context.now);
    return voucher.sum == current_sum(session, context) && !expired ? &voucher : nullptr;
}

Json to_json(const VoucherSum& sum) {
    return Json::object({{"total", sum.total.count}, {"skip", sum.skip.count}});
}

Json to_json(const IssuedVoucher& voucher) {
    return Json::object({{"sum", to_json(voucher.sum)},
                         {"code", voucher.code},
                         {"qr_text", voucher.qr_text},
                         {"points", voucher.points.count},
                         {"expires", voucher.expires ? Json(to_text(*voucher.expires)) : Json()},
                         {"printed", voucher.printed}});
}

VoucherSum voucher_sum_from(Reader in) {
    return {in.minor("total"), in.minor("skip")};
}

IssuedVoucher issued_voucher_from(Reader in) {
    IssuedVoucher out;
    out.sum = voucher_sum_from(in.object("sum"));
    out.code = in.text("code", longest_voucher_code);
    out.qr_text = in.text("qr_text", longest_qr_text);
    out.points = Points(in.integer("points", -max_money.count, max_money.count));
    out.expires = in.maybe_time("expires");
    out.printed = in.flag("printed", false);
    return out;
}

}  // namespace tillpoints::session
