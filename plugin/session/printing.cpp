#include <algorithm>

#include "plugin/session/invitation.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {
namespace {

/// The points that an unregistered phone's purchase earns as far as is known: those of the first tier.
Points waiting_points(const Session& session, const StepContext& context) {
    if (!context.settings || (!session.quote && session.cart.empty())) return {};
    const auto receipt = pricing::assess(session.cart, context.config->rules);
    const Money total = session.quote ? session.quote->sent_total : receipt.sent_total;
    const Money skip = session.quote ? session.quote->skip_total : receipt.skip_total;
    const Money awarded = std::max(total - skip, Money());
    return points_for(share_half_up(awarded, context.settings->program.base_tier.rate));
}

/// Nothing waits for a buyer whom the programme gives a discount instead of points.
bool points_wait(const Session& session, const StepContext& context) {
    return session.customer->status == CustomerStatus::unregistered && will_award(session, context) &&
           (!context.settings || context.settings->policy == loyalty::DiscountPolicy::charge_scores);
}

/// The purchase earns points that are not in the balance yet.
bool award_follows(const Session& session, const StepContext& context) {
    if (!will_award(session, context)) return false;
    return session.quote ? session.quote->cashback > Points() : session.customer->cashback_rate > Percent{};
}

void invite(texts::Footer& footer, const Session& session, const StepContext& context) {
    footer.invitation = invitation_of(context);
    // A QR code takes as much paper as the lines, so the shop decides about receipts without a customer.
    footer.invitation->qr_code =
        !footer.invitation->link.empty() && (session.customer || context.config->invitation.voucher);
    const IssuedVoucher* voucher = voucher_to_print(session, context);
    if (!voucher) return;
    footer.voucher = texts::Voucher{voucher->points, voucher->code, ""};
    if (voucher->expires)
        footer.voucher->valid_until = texts::date_and_time(context.config->language, *voucher->expires,
                                                           context.config->limits.utc_offset);
}

texts::Footer footer_of(const Session& session, const StepContext& context) {
    texts::Footer footer;
    if (!session.customer) {
        invite(footer, session, context);
        return footer;
    }
    const Customer& customer = *session.customer;
    footer.with_card = true;
    footer.used = session.redemption ? session.redemption->points : Points();
    footer.award_confirmed = session.redemption && session.redemption->confirmed;
    footer.used_offline = session.redemption && session.redemption->offline && !session.redemption->confirmed;
    footer.offline = customer.status == CustomerStatus::offline || footer.used_offline;
    // A number is printed only if the cloud calculated it: by the time an offline award is sent, the customer
    // may have another tier.
    if (!footer.offline && session.quote) footer.award = session.quote->cashback;
    footer.balance_known =
        customer.status == CustomerStatus::found && (!session.redemption || session.redemption->confirmed);
    footer.balance = customer.points - footer.used;
    footer.award_follows = award_follows(session, context);
    if (customer.status != CustomerStatus::unregistered) return footer;
    invite(footer, session, context);
    footer.waits = points_wait(session, context);
    if (footer.waits) footer.waiting = waiting_points(session, context);
    return footer;
}

Json barcode(std::string_view value) {
    return Json::object({{"type", "QR_CODE"}, {"value", value}});
}

Step printed(Session session, const till::PrintRequested& event, const StepContext& context) {
    std::vector<Action> actions;
    Json lines = Json::array();
    Json barcodes = Json::array();
    if (session.kind == till::ReceiptKind::sale && session.phase != Phase::cancelled) {
        const auto footer = footer_of(session, context);
        for (const auto& line : texts::footer_lines(context.config->language, footer, event.width))
            lines.push(line);
        if (footer.voucher) {
            barcodes.push(barcode(session.voucher->qr_text));
            if (!session.voucher->printed)
                actions.push_back(
                    JournalNote{"voucher printed", "points " + to_text(session.voucher->points)});
            session.voucher->printed = true;
        } else if (footer.invitation && footer.invitation->qr_code) {
            barcodes.push(barcode(footer.invitation->link));
        }
    }
    Json json = reply("print_requested", "ok");
    json.set("lines", std::move(lines)).set("barcodes", std::move(barcodes));
    return answered(std::move(session), std::move(actions), std::move(json));
}

}  // namespace

Step print(Session session, const till::PrintRequested& event, const StepContext& context) {
    auto ask = ask_for_voucher(session, context);
    if (!awaits_voucher(session, context)) return printed(std::move(session), event, context);
    session.print_request = event;
    session.waiting = PendingQuestion::voucher;
    std::vector<Action> actions;
    if (ask) actions.push_back(std::move(*ask));
    return {std::move(session), std::move(actions)};
}

Step print_with_answer(Session session, const Result<loyalty::Answer>& answer, const StepContext& context) {
    take_voucher(session, answer);
    const auto event = session.print_request.value_or(till::PrintRequested{session.receipt, {}});
    return printed(std::move(session), event, context);
}

}  // namespace tillpoints::session
