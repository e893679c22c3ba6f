#include "adapters/simulator/sale.hpp"

#include <algorithm>

namespace tillpoints::simulator {

Json positions_json(const Cart& cart) {
    auto array = Json::array();
    for (const auto& each : cart.positions)
        array.push_back({{"id", each.id},
                         {"name", each.name},
                         {"price", each.price},
                         {"quantity", quantity_text(each.quantity)},
                         {"sum", each.sum},
                         {"type", each.type},
                         {"marked", each.marked},
                         {"excluded", each.excluded},
                         {"unredeemable", each.unredeemable},
                         {"modifiers", each.modifiers},
                         {"min_price", each.min_price ? Json(*each.min_price) : Json()}});
    return array;
}

Sale::Sale(Checkout& checkout, const Cart& cart, const SalePlan& plan)
    : checkout_(checkout),
      cart_(cart),
      plan_(plan),
      id_(receipt_id(checkout.state.run, checkout.seed, plan.cart, 's')) {}

void Sale::begin() {
    if (checkout_.state.open.contains(plan_.cart) && open().cancelled) return;
    if (!checkout_.state.open.contains(plan_.cart)) {
        checkout_.state.open[plan_.cart].receipt_id = id_;
        checkout_.save();
    }
    auto opening = checkout_.opening(id_, "sale");
    opening["capabilities"] = {{"payment_event", plan_.payment_event},
                               {"split", plan_.split},
                               {"tender", checkout_.tender},
                               {"prompt", true}};
    checkout_.plugin.ask("receipt_opened", opening);
    if (plan_.identity != Identity::none && !open().presented) present();
}

Json Sale::present_by(const std::string& by, const std::string& value) {
    auto reply = checkout_.plugin.ask(
        "customer_presented",
        {{"receipt_id", id_}, {"by", by}, {"value", value}, {"positions", positions_json(cart_)}});
    checkout_.kills.kill_if_planned(number(), KillPoint::presented);
    const bool found = reply["status"] == "customer";
    open().customer = {{"by", by},
                       {"n", plan_.customer + 1},
                       {"status", reply["status"]},
                       {"will_award", found || reply.value("will_award", false)}};
    open().requested = points_to_ask(reply.value("customer", Json()));
    return reply;
}

/// Without a network a code identifies nobody, so the cashier asks for the phone number instead.
void Sale::present() {
    const auto code =
        plan_.identity == Identity::code ? checkout_.customers.code(plan_.customer) : std::nullopt;
    const bool unread = code && present_by("code", *code)["status"] == "offline";
    if (!code || unread) present_by("phone", checkout_.customers.phone(plan_.customer));
    open().presented = true;
    checkout_.save();
}

Json Sale::points_to_ask(const Json& customer) const {
    if (plan_.redemption == Redemption::none) return "none";
    if (plan_.redemption == Redemption::max) return "max";
    auto limit = total_of(cart_) / 2;
    if (customer.is_object() && customer.value("max_points", Json()).is_number_integer())
        limit = customer["max_points"].get<Kopecks>();
    return std::max<Kopecks>(limit * plan_.permille / 1000, 0);
}

Sale::Offer Sale::full_price() const {
    return {full_price_lines(cart_), 0, 0, {}, {}};
}

/// The award that the offer promises, and the points that it goes with.
void Sale::note_promise(const Json& offer) {
    if (!open().customer.is_object()) return;
    open().customer["promised_award"] = offer.value("cashback", Json());
    open().customer["promised_with"] = offer.value("discount", Kopecks{0});
}

Sale::Offer Sale::read_offer(const Json& reply) const {
    return {lines_of_reply(cart_, reply, plan_.split),
            reply.value("granted", Kopecks{0}) + reply.value("certificate", Kopecks{0}),
            reply.value("tender", Kopecks{0}),
            reply.value("quote_id", Json("")).is_string() ? reply.value("quote_id", "") : "",
            reply.value("extra", Json())};
}

Sale::Offer Sale::ask_for_discount() {
    const auto reply = checkout_.plugin.ask("discount_requested", {{"receipt_id", id_},
                                                                   {"positions", positions_json(cart_)},
                                                                   {"total", total_of(cart_)},
                                                                   {"points", open().requested},
                                                                   {"commit", !plan_.payment_event}});
    checkout_.kills.kill_if_planned(number(), KillPoint::discount);
    if (reply["status"] == "refused") {
        lines_of_reply(cart_, reply, plan_.split);
        return full_price();
    }
    if (reply["status"] != "granted") return full_price();
    note_promise(reply);
    auto offer = read_offer(reply);
    if (!plan_.payment_event && offer.granted > 0 && !reply.value("committed", false))
        throw FiscalRefusal("points were granted but not redeemed, and this register prints at once");
    return offer;
}

Sale::Offer Sale::pay(Offer offer) {
    if (!plan_.payment_event) return offer;
    for (int tries = 0; tries < 3; ++tries) {
        const Json question{{"receipt_id", id_},
                            {"positions", fiscal_lines(offer.lines)},
                            {"total", rounded(sum_of(offer.lines))},
                            {"quote_id", offer.quote_id}};
        if (checkout_.kills.is_planned(number(), KillPoint::paying)) {
            checkout_.plugin.submit_only("payment_started", question);
            checkout_.kills.kill_if_planned(number(), KillPoint::paying);
        }
        const auto reply = checkout_.plugin.ask("payment_started", question);
        checkout_.kills.kill_if_planned(number(), KillPoint::payment);
        if (reply["status"] == "confirmed") return offer;
        const bool has_quote = reply.contains("quote") && reply["quote"].is_object();
        if (reply["status"] != "refused" || !has_quote) break;
        note_promise(reply["quote"]);
        offer = read_offer(reply["quote"]);
    }
    return full_price();
}

/// A redeemed code cannot be used again, so the customer shows a new one.
void Sale::abandon_payment() {
    open().payment_abandoned = true;
    checkout_.save();
    const auto reply = checkout_.plugin.ask("payment_abandoned", {{"receipt_id", id_}});
    if (plan_.identity != Identity::none && reply.value("show_code_again", false)) present();
}

void Sale::finish() {
    if (open().cancelled) return cancel();
    auto offer = ask_for_discount();
    if (plan_.cancelled && plan_.permille % 2 == 0) return cancel();
    offer = pay(std::move(offer));
    if (plan_.cancelled) return cancel();
    if (plan_.abandons_payment && !open().payment_abandoned) {
        abandon_payment();
        offer = pay(ask_for_discount());
    }
    close(offer);
}

void Sale::cancel() {
    open().cancelled = true;
    checkout_.save();
    const auto reply =
        checkout_.ask_until_stored("receipt_cancelled", {{"receipt_id", id_}, {"reason", "customer left"}});
    record(0, reply, Json::array());
}

Kopecks Sale::rounded(Kopecks total) const {
    return cart_.rounds_down ? total - total % 100 : total;
}

/// The payments of the input: the card's sum, then cash; the rest counts as prepaid. A receipt without
/// payments is paid in cash.
Json Sale::payments(Kopecks total, Kopecks tender) const {
    auto array = Json::array();
    const auto add = [&](const char* type, Kopecks sum) {
        if (sum > 0) array.push_back({{"type", type}, {"sum", sum}});
        total -= sum;
    };
    add("points", tender);
    add("card", std::min(cart_.card, total));
    add("cash", cart_.card + cart_.cash == 0 ? total : std::min(cart_.cash, total));
    add("prepaid", total);
    return array;
}

FiscalRecord Sale::document(const Offer& offer) const {
    FiscalRecord record;
    record.receipt_id = id_;
    record.shift = std::to_string(checkout_.state.shift);
    record.closed_at = checkout_.clock.now();
    record.lines = offer.lines;
    record.full_total = total_of(cart_);
    record.lines_total = sum_of(offer.lines);
    record.discount = discount_of(cart_, offer.lines);
    record.tender = offer.tender;
    record.total = rounded(record.lines_total);
    record.payments = payments(record.total, offer.tender);
    record.customer = checkout_.state.open.at(plan_.cart).customer;
    record.extra = offer.extra;
    return record;
}

void Sale::close(const Offer& offer) {
    const auto loyalty = checkout_.loyalty_lines(id_);
    const auto& printed = checkout_.fiscal.print(document(offer));
    checkout_.show(printed, loyalty);
    checkout_.kills.kill_if_planned(number(), KillPoint::printed);
    const auto reply = checkout_.ask_until_stored("receipt_closed", closed_object(printed));
    checkout_.kills.kill_if_planned(number(), KillPoint::closed);
    record(offer.granted, reply, fiscal_lines(printed.lines));
}

void Sale::record(Kopecks granted, const Json& reply, const Json& lines) {
    checkout_.outcomes.add({number(), id_, "sale", open().customer, open().requested, granted,
                            attempts_of(checkout_.plugin.plugin().receipt(id_)), lines, reply,
                            checkout_.plugin.take_latencies()});
    checkout_.state.open.erase(plan_.cart);
}

void record_recovered_sale(Checkout& checkout, std::size_t cart, const Json& reply) {
    const auto& open = checkout.state.open.at(cart);
    const auto* printed = checkout.fiscal.find(open.receipt_id);
    checkout.outcomes.add({cart + 1, open.receipt_id, "sale", open.customer, open.requested,
                           printed->discount + printed->tender,
                           attempts_of(checkout.plugin.plugin().receipt(open.receipt_id)),
                           fiscal_lines(printed->lines), reply, checkout.plugin.take_latencies()});
    checkout.state.open.erase(cart);
    checkout.save();
}

}  // namespace tillpoints::simulator
