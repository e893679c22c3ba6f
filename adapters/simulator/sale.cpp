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

Sale::Sale(Counter& counter, const Cart& cart, const SalePlan& plan)
    : counter_(counter),
      cart_(cart),
      plan_(plan),
      id_(receipt_id(counter.state.run, counter.seed, plan.cart, 's')) {}

void Sale::begin() {
    if (counter_.state.open.contains(plan_.cart) && open().cancelled) return;
    if (!counter_.state.open.contains(plan_.cart)) {
        counter_.state.open[plan_.cart].receipt_id = id_;
        counter_.remember();
    }
    auto opening = counter_.opening(id_, "sale");
    opening["capabilities"] = {{"payment_event", plan_.payment_event},
                               {"split", plan_.split},
                               {"tender", counter_.tender},
                               {"prompt", true}};
    counter_.plugin.ask("receipt_opened", opening);
    if (plan_.identity != Identity::none && !open().presented) present();
}

Json Sale::present_by(const std::string& by, const std::string& value) {
    auto reply = counter_.plugin.ask(
        "customer_presented",
        {{"receipt_id", id_}, {"by", by}, {"value", value}, {"positions", positions_json(cart_)}});
    counter_.death.come(number(), Moment::presented);
    const bool found = reply["status"] == "customer";
    open().customer = {{"by", by},
                       {"n", plan_.customer + 1},
                       {"status", reply["status"]},
                       {"will_award", found || reply.value("will_award", false)}};
    open().requested = points_to_ask(reply.value("customer", Json()));
    return reply;
}

/// A code says nothing while there is no network: the cashier then asks for the phone number.
void Sale::present() {
    const auto code =
        plan_.identity == Identity::code ? counter_.customers.code(plan_.customer) : std::nullopt;
    const bool unread = code && present_by("code", *code)["status"] == "offline";
    if (!code || unread) present_by("phone", counter_.customers.phone(plan_.customer));
    open().presented = true;
    counter_.remember();
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

Sale::Offer Sale::read_offer(const Json& reply) const {
    return {lines_of_reply(cart_, reply, plan_.split),
            reply.value("granted", Kopecks{0}) + reply.value("certificate", Kopecks{0}),
            reply.value("tender", Kopecks{0}),
            reply.value("quote_id", Json("")).is_string() ? reply.value("quote_id", "") : "",
            reply.value("extra", Json())};
}

Sale::Offer Sale::ask_for_discount() {
    const auto reply = counter_.plugin.ask("discount_requested", {{"receipt_id", id_},
                                                                  {"positions", positions_json(cart_)},
                                                                  {"total", total_of(cart_)},
                                                                  {"points", open().requested},
                                                                  {"commit", !plan_.payment_event}});
    counter_.death.come(number(), Moment::discount);
    if (reply["status"] == "refused") {
        lines_of_reply(cart_, reply, plan_.split);
        return full_price();
    }
    if (reply["status"] != "granted") return full_price();
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
        if (counter_.death.is_planned(number(), Moment::paying)) {
            counter_.plugin.shout("payment_started", question);
            counter_.death.come(number(), Moment::paying);
        }
        const auto reply = counter_.plugin.ask("payment_started", question);
        counter_.death.come(number(), Moment::payment);
        if (reply["status"] == "confirmed") return offer;
        const bool has_quote = reply.contains("quote") && reply["quote"].is_object();
        if (reply["status"] != "refused" || !has_quote) break;
        offer = read_offer(reply["quote"]);
    }
    return full_price();
}

/// The code that was redeemed is used up: the customer's app shows a new one.
void Sale::go_back() {
    open().went_back = true;
    counter_.remember();
    const auto reply = counter_.plugin.ask("payment_abandoned", {{"receipt_id", id_}});
    if (plan_.identity != Identity::none && reply.value("show_code_again", false)) present();
}

void Sale::finish() {
    if (open().cancelled) return cancel();
    auto offer = ask_for_discount();
    if (plan_.cancelled && plan_.permille % 2 == 0) return cancel();
    offer = pay(std::move(offer));
    if (plan_.cancelled) return cancel();
    if (plan_.goes_back && !open().went_back) {
        go_back();
        offer = pay(ask_for_discount());
    }
    close(offer);
}

void Sale::cancel() {
    open().cancelled = true;
    counter_.remember();
    const auto reply =
        counter_.insist("receipt_cancelled", {{"receipt_id", id_}, {"reason", "customer left"}});
    record(0, reply, Json::array());
}

Kopecks Sale::rounded(Kopecks total) const {
    return cart_.rounds_down ? total - total % 100 : total;
}

/// As the input paid: by card what the card paid, then cash, and what neither paid was paid beforehand. A
/// receipt without payments is paid in cash.
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
    record.shift = std::to_string(counter_.state.shift);
    record.closed_at = counter_.clock.now();
    record.lines = offer.lines;
    record.full_total = total_of(cart_);
    record.lines_total = sum_of(offer.lines);
    record.discount = discount_of(cart_, offer.lines);
    record.tender = offer.tender;
    record.total = rounded(record.lines_total);
    record.payments = payments(record.total, offer.tender);
    record.customer = counter_.state.open.at(plan_.cart).customer;
    record.extra = offer.extra;
    return record;
}

void Sale::close(const Offer& offer) {
    const auto loyalty = counter_.loyalty_lines(id_);
    const auto& printed = counter_.fiscal.print(document(offer));
    counter_.show(printed, loyalty);
    counter_.death.come(number(), Moment::printed);
    const auto reply = counter_.insist("receipt_closed", closed_object(printed));
    counter_.death.come(number(), Moment::closed);
    record(offer.granted, reply, fiscal_lines(printed.lines));
}

void Sale::record(Kopecks granted, const Json& reply, const Json& lines) {
    counter_.journal.add({number(), id_, "sale", open().customer, open().requested, granted,
                          attempts_of(counter_.plugin.plugin().receipt(id_)), lines, reply,
                          counter_.plugin.take_latencies()});
    counter_.state.open.erase(plan_.cart);
}

void record_recovered_sale(Counter& counter, std::size_t cart, const Json& reply) {
    const auto& open = counter.state.open.at(cart);
    const auto* printed = counter.fiscal.find(open.receipt_id);
    counter.journal.add({cart + 1, open.receipt_id, "sale", open.customer, open.requested,
                         printed->discount + printed->tender,
                         attempts_of(counter.plugin.plugin().receipt(open.receipt_id)),
                         fiscal_lines(printed->lines), reply, counter.plugin.take_latencies()});
    counter.state.open.erase(cart);
    counter.remember();
}

}  // namespace tillpoints::simulator
