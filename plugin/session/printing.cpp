#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {
namespace {

texts::Footer footer_of(const Session& session, const StepContext& context) {
    texts::Footer footer;
    if (context.settings) footer.join_code = context.settings->promo_code;
    if (!session.customer) return footer;
    const Customer& customer = *session.customer;
    footer.waits = customer.status == CustomerStatus::unregistered && will_award(session, context);
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
    return footer;
}

}  // namespace

Step print(Session session, const till::PrintRequested& event, const StepContext& context) {
    Json lines = Json::array();
    if (session.kind == till::ReceiptKind::sale && session.phase != Phase::cancelled)
        for (const auto& line :
             texts::footer_lines(context.config->language, footer_of(session, context), event.width))
            lines.push(line);
    Json barcodes = Json::array();
    Json json = reply("print_requested", "ok");
    return answered(std::move(session),
                    json.set("lines", std::move(lines)).set("barcodes", std::move(barcodes)));
}

}  // namespace tillpoints::session
