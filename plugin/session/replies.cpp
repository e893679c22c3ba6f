#include <algorithm>
#include <map>

#include "plugin/session/matching.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/session/returning.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {

Json reply(std::string_view event, std::string_view status) {
    return Json::object({{"v", 1}, {"event", event}, {"status", status}});
}

Json error(const Session& session, Errc code, std::string where, std::string expected, std::string found) {
    return till::error_reply(session.event,
                             Problem{code, std::move(where), std::move(expected), std::move(found)});
}

Json lines_json(const std::vector<till::FiscalLine>& lines) {
    Json array = Json::array();
    for (const auto& line : lines) array.push(till::to_json(line));
    return array;
}

std::vector<till::FiscalLine> full_price(const std::vector<till::Position>& positions) {
    std::vector<till::FiscalLine> lines;
    lines.reserve(positions.size());
    for (const auto& position : positions)
        lines.push_back({position.id, position.price, position.quantity, position.sum, position.part});
    return lines;
}

Json granted_reply(const Session& session, const Quote& quote, bool committed, const StepContext& context) {
    const Money total = sum_of(quote.lines);
    Json json = reply("discount_requested", "granted");
    json.set("quote_id", quote.id.text).set("granted", quote.granted.count);
    json.set("certificate", quote.certificate.count).set("discount", quote.discount.count);
    json.set("positions", lines_json(quote.lines)).set("tender", quote.tender.count);
    json.set("total", total.count).set("cash_due", (total - quote.tender).count);
    json.set("cashback", quote.cashback.count)
        .set("committed", committed)
        .set("extra", extra_of(session, quote, context));
    if (!committed && needs_confirmation(session, quote, context)) json.set("confirmation_needed", true);
    const bool shorter =
        quote.requested.kind == till::RequestedPoints::Kind::amount && quote.granted < quote.requested.amount;
    if (shorter && session.capabilities.prompt)
        json.set("prompt", texts::granted(context.config->language, quote.granted));
    if (quote.offline)
        json.set("offline", true)
            .set("text", texts::offline_redemption(context.config->language, quote.granted));
    return json;
}

Json refused_reply(const Session& session, std::string_view reason, std::string text) {
    const Money total = sum_of(session.cart);
    Json json = reply(session.event, "refused");
    json.set("reason", reason).set("granted", 0).set("positions", lines_json(full_price(session.cart)));
    json.set("total", total.count).set("cash_due", total.count);
    json.set("show_code_again", session.customer && session.customer->code_spent);
    return json.set("text", std::move(text));
}

std::string offline_text(const StepContext& context) {
    return texts::refusal(context.config->language, context.link_trouble.value_or(Errc::unreachable));
}

Json refused_reply(const Session& session, Errc reason, const StepContext& context) {
    if (reason == Errc::unreachable) return refused_reply(session, "offline", offline_text(context));
    return refused_reply(session, name_of(reason), texts::refusal(context.config->language, reason));
}

Step refused_by_limit(Session session, limits::Reason reason, const StepContext& context) {
    retract_quote(session);
    Json json = refused_reply(session, limits::name_of(reason),
                              texts::limit_refusal(context.config->language, reason));
    Action count = counted_refusal(session, reason);
    return answered(std::move(session), {std::move(count)}, std::move(json));
}

Action counted_refusal(const Session& session, limits::Reason reason) {
    return UpdateLimits{{.counted = {limits::refusals_of(session.shift, reason)}}};
}

namespace {

/// The lines of the event that take no part in the discount because their amounts do not agree.
void name_left_alone(const Session& session, Json& json) {
    if (session.event != "customer_presented" && session.event != "discount_requested") return;
    Json lines = till::left_alone(session.cart);
    if (!lines.items()->empty() && !json.find("error")) json.set("left_alone", std::move(lines));
}

}  // namespace

Step answered(Session session, std::vector<Action> actions, Json json) {
    name_left_alone(session, json);
    session.waiting = PendingQuestion::nothing;
    session.event.clear();
    session.discount_request.reset();
    session.print_request.reset();
    session.presenting.reset();
    actions.push_back(Reply{std::move(json)});
    return {std::move(session), std::move(actions)};
}

Step answered(Session session, Json json) {
    return answered(std::move(session), {}, std::move(json));
}

bool same_content(const std::vector<till::FiscalLine>& a, const std::vector<till::FiscalLine>& b) {
    const auto content = [](const std::vector<till::FiscalLine>& lines) {
        std::map<Money, std::pair<std::int64_t, Money>> out;
        for (const auto& line : lines) {
            auto& [thousandths, sum] = out[line.price];
            thousandths += sold_units(line.quantity, line.part).thousandths;
            sum += line.sum;
        }
        return out;
    };
    return content(a) == content(b);
}

Money sum_of(const std::vector<till::FiscalLine>& lines) {
    Money sum;
    for (const auto& line : lines) sum += line.sum;
    return sum;
}

Money sum_of(const std::vector<till::Position>& positions) {
    Money sum;
    for (const auto& position : positions) sum += position.sum;
    return sum;
}

bool same_cart(const std::vector<till::Position>& a, const std::vector<till::Position>& b) {
    const auto key = [](const std::vector<till::Position>& positions) {
        std::vector<std::string> lines;
        lines.reserve(positions.size());
        for (const auto& position : positions) lines.push_back(dump(till::to_json(position)));
        std::sort(lines.begin(), lines.end());
        return lines;
    };
    return a == b || (a.size() == b.size() && key(a) == key(b));
}

void retract_quote(Session& session) {
    if (session.quote && session.quote->discount > Money()) {
        session.retracted = std::move(session.quote);
        session.retracted_for = session.customer;
    }
    session.quote.reset();
}

}  // namespace tillpoints::session
