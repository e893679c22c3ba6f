#include "plugin/session/session.hpp"
#include "plugin/session/stored_codes.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::session {
namespace {

constexpr std::int64_t least = -max_money.count;
constexpr std::int64_t most = max_money.count;

template <class T, class Write>
Json optional_json(const std::optional<T>& value, Write write) {
    return value ? Json(write(*value)) : Json();
}

Json texts_json(const std::vector<std::string>& texts) {
    Json array = Json::array();
    for (const auto& text : texts) array.push(text);
    return array;
}

Json customer_json(const Customer& it) {
    return Json::object(
        {{"by", stored_code(it.by)},
         {"value", it.value},
         {"known", stored_code(it.status)},
         {"code_spent", it.code_spent},
         {"name", it.name},
         {"tier", it.tier},
         {"uid", optional_json(it.uid, [](const auto& uid) { return uid.text; })},
         {"points", it.points.count},
         {"cashback_rate", it.cashback_rate.hundredths},
         {"as_of", optional_json(it.as_of, [](const auto& time) { return to_text(time); })},
         {"keys", texts_json(it.keys)},
         {"confirm_above", optional_json(it.confirm_above, [](Points points) { return points.count; })}});
}

Customer customer_from(Reader in) {
    using till::PresentedBy;
    Customer out;
    out.by = stored_value(
        in, "by", {PresentedBy::code, PresentedBy::phone, PresentedBy::card, PresentedBy::certificate});
    out.value = in.text("value", 4096);
    out.status = stored_value(in, "known",
                              {CustomerStatus::found, CustomerStatus::unregistered, CustomerStatus::offline});
    out.code_spent = in.flag("code_spent", false);
    out.name = in.maybe_text("name", 4096).value_or("");
    out.tier = in.maybe_text("tier", 4096).value_or("");
    if (auto uid = in.maybe_text("uid")) out.uid = CustomerUid(*uid);
    out.points = Points(in.integer("points", least, most));
    out.cashback_rate = Percent{in.integer("cashback_rate", 0, 10'000)};
    out.as_of = in.maybe_time("as_of");
    if (in.has("keys")) out.keys = in.texts("keys", 16);
    if (in.has("confirm_above")) out.confirm_above = Points(in.integer("confirm_above", 0, most));
    return out;
}

Json limit_json(const Limit& it) {
    return Json::object({{"max_points", it.max_points.count},
                         {"discount", it.discount_amount.count},
                         {"certificate", it.certificate_points.count}});
}

Limit limit_from(Reader in) {
    return {Points(in.integer("max_points", least, most)), Money(in.integer("discount", least, most)),
            Points(in.integer("certificate", least, most))};
}

Json quote_json(const Quote& it) {
    Json lines = Json::array();
    for (const auto& line : it.lines) lines.push(till::to_json(line));
    return Json::object({{"id", it.id.text},
                         {"requested", stored_code(it.requested.kind)},
                         {"amount", it.requested.amount.count},
                         {"granted", it.granted.count},
                         {"discount", it.discount.count},
                         {"certificate", it.certificate.count},
                         {"tender", it.tender.count},
                         {"lines", std::move(lines)},
                         {"receipt_total", it.receipt_total.count},
                         {"sent_total", it.sent_total.count},
                         {"skip_total", it.skip_total.count},
                         {"unredeemable_total", it.unredeemable_total.count},
                         {"cashback", it.cashback.count},
                         {"offline", it.offline}});
}

Quote quote_from(Reader in) {
    using Kind = till::RequestedPoints::Kind;
    Quote out;
    out.id = QuoteId(in.text("id"));
    out.requested.kind = stored_value(in, "requested", {Kind::none, Kind::amount, Kind::max});
    out.requested.amount = Points(in.integer("amount", 0, most));
    out.granted = Points(in.integer("granted", 0, most));
    out.discount = in.minor("discount");
    out.certificate = Points(in.integer("certificate", 0, most));
    out.tender = in.minor("tender");
    if (const auto* lines = in.raw("lines"))
        out.lines = till::lines_from(*lines, in.path_of("lines"), in.problems());
    out.receipt_total = in.minor("receipt_total");
    out.sent_total = in.minor("sent_total");
    out.skip_total = in.minor("skip_total");
    out.unredeemable_total = in.minor("unredeemable_total");
    out.cashback = Points(in.integer("cashback", least, most));
    out.offline = in.flag("offline", false);
    return out;
}

Json redemption_json(const Redemption& it) {
    return Json::object({{"fact", it.entry.text},
                         {"quote", it.quote.text},
                         {"points", it.points.count},
                         {"total", it.total.count},
                         {"confirmed", it.confirmed},
                         {"offline", it.offline}});
}

Redemption redemption_from(Reader in) {
    return {EntryId(in.text("fact")), QuoteId(in.text("quote")),   Points(in.integer("points", 0, most)),
            in.minor("total"),        in.flag("confirmed", false), in.flag("offline", false)};
}

Json sold_json(const pricing::SoldLine& it) {
    Json json = Json::object({{"id", it.id.text},
                              {"name", it.name},
                              {"price", it.paid_price.count},
                              {"quantity", it.quantity.thousandths},
                              {"full", it.full_sum.count},
                              {"paid", it.paid_sum.count},
                              {"in_total", it.in_total},
                              {"awarded", it.awarded},
                              {"returned", it.returned.thousandths}});
    if (it.part) json.set("fraction", to_text(*it.part));
    return json;
}

pricing::SoldLine sold_from(Reader in) {
    pricing::SoldLine out;
    out.id = PositionId(in.text("id"));
    out.name = in.maybe_text("name", 4096).value_or("");
    out.paid_price = in.minor("price");
    out.quantity = Quantity{in.integer("quantity", 0, max_quantity.thousandths)};
    out.full_sum = in.minor("full");
    out.paid_sum = in.minor("paid");
    out.in_total = in.flag("in_total", true);
    out.awarded = in.flag("awarded", true);
    out.returned = Quantity{in.integer("returned", 0, max_quantity.thousandths)};
    out.part = in.maybe_fraction("fraction");
    return out;
}

std::optional<EntryId> maybe_entry(Reader& in, std::string_view key) {
    const auto text = in.maybe_text(key);
    return text ? std::optional(EntryId(*text)) : std::nullopt;
}

Json entry_json(const std::optional<EntryId>& id) {
    return optional_json(id, [](const EntryId& it) { return it.text; });
}

void read_receipt(Reader& in, Session& out) {
    out.receipt = in.receipt_id("receipt");
    out.kind = stored_value(
        in, "kind", {till::ReceiptKind::sale, till::ReceiptKind::sale_return, till::ReceiptKind::other});
    out.register_serial = in.maybe_text("register").value_or("");
    out.shift = in.maybe_text("shift").value_or("");
    out.cashier = {in.maybe_text("cashier_id").value_or(""),
                   in.maybe_text("cashier_name", 4096).value_or("")};
    if (const auto* capabilities = in.raw("capabilities"))
        out.capabilities = till::capabilities_from(*capabilities, "capabilities", in.problems());
    out.phase = stored_value(in, "phase", {Phase::open, Phase::closed, Phase::cancelled});
    out.manually_resolved = in.flag("by_hand", false);
    out.unopened = in.maybe_text("unopened", 4096);
    out.opened_at = in.time("opened_at");
    out.opened_by_cloud = in.maybe_time("opened_by_cloud");
}

void read_sale(Reader& in, Session& out) {
    if (auto customer = in.maybe_object("customer")) out.customer = customer_from(*customer);
    if (const auto* cart = in.raw("cart")) out.cart = till::positions_from(*cart, "cart", in.problems());
    if (auto limit = in.maybe_object("limit")) out.limit = limit_from(*limit);
    if (auto quote = in.maybe_object("quote")) out.quote = quote_from(*quote);
    if (auto quote = in.maybe_object("retracted")) out.retracted = quote_from(*quote);
    if (auto customer = in.maybe_object("retracted_for")) out.retracted_for = customer_from(*customer);
    out.offer_may_be_forgotten = in.flag("offer_may_be_forgotten", false);
    if (auto redemption = in.maybe_object("redemption")) out.redemption = redemption_from(*redemption);
    out.settling = maybe_entry(in, "settling");
    out.attempts = static_cast<int>(in.integer("attempts", 0, 1'000'000));
}

/// The answered points are a list of their own, because older versions expect receipt ids only in `returns`.
void read_returns(Reader& in, Session& out) {
    for (auto& id : in.texts("returns", 100'000))
        out.returns.push_back({ReceiptId(std::move(id)), {}, {}, {}, {}, {}});
    if (!in.has("returned_points")) return;
    std::size_t i = 0;
    in.each("returned_points", out.returns.size(), [&](Reader points) {
        Returned& it = out.returns[i++];
        it.expected = Points(points.integer("expected", least, most));
        it.award = Points(points.integer("award", least, most));
        if (points.has("matched"))
            it.matched =
                stored_value(points, "matched",
                             {MatchedBy::id, MatchedBy::content, MatchedBy::proportion, MatchedBy::nothing});
        if (const auto earned = points.maybe_integer("earned", least, most)) it.earned = Points(*earned);
        it.parked = Money(points.maybe_integer("parked", 0, most).value_or(0));
    });
}

void read_closed(Reader& in, Session& out) {
    out.purchase = maybe_entry(in, "purchase");
    in.each("sold", 20'000, [&](Reader line) { out.sold.push_back(sold_from(std::move(line))); });
    out.sold_total = in.minor("sold_total");
    out.returned_total = in.minor("returned_total");
    out.expected_award = Points(in.integer("promised", least, most));
    read_returns(in, out);
    out.last_return = maybe_entry(in, "last_return");
    const auto fiscal = in.texts("fiscal", 4);
    if (fiscal.size() == 4) out.fiscal = {fiscal[0], fiscal[1], fiscal[2], fiscal[3]};
    out.closed_at = in.time("closed_at");
    if (auto sum = in.maybe_object("voucher_sum")) out.voucher_sum = voucher_sum_from(*sum);
    if (auto voucher = in.maybe_object("voucher")) out.voucher = issued_voucher_from(*voucher);
}

}  // namespace

Json to_json(const Session& it) {
    Json cart = Json::array();
    for (const auto& position : it.cart) cart.push(till::to_json(position));
    Json sold = Json::array();
    for (const auto& line : it.sold) sold.push(sold_json(line));
    Json returns = Json::array();
    Json returned_points = Json::array();
    for (const auto& each : it.returns) {
        returns.push(each.receipt.text);
        returned_points.push(Json::object(
            {{"expected", each.expected.count},
             {"award", each.award.count},
             {"matched", stored_code(each.matched)},
             {"parked", each.parked.count},
             {"earned", optional_json(each.earned, [](Points points) { return points.count; })}}));
    }
    Json json = Json::object(
        {{"v", 1},
         {"receipt", it.receipt.text},
         {"kind", stored_code(it.kind)},
         {"register", it.register_serial},
         {"shift", it.shift},
         {"cashier_id", it.cashier.id},
         {"cashier_name", it.cashier.name},
         {"capabilities", till::to_json(it.capabilities)},
         {"phase", stored_code(it.phase)},
         {"by_hand", it.manually_resolved},
         {"unopened", optional_json(it.unopened, [](const std::string& why) { return why; })},
         {"opened_at", to_text(it.opened_at)},
         {"opened_by_cloud", it.opened_by_cloud ? Json(to_text(*it.opened_by_cloud)) : Json()},
         {"customer", optional_json(it.customer, customer_json)},
         {"cart", std::move(cart)},
         {"limit", optional_json(it.limit, limit_json)},
         {"quote", optional_json(it.quote, quote_json)},
         {"retracted", optional_json(it.retracted, quote_json)},
         {"retracted_for", optional_json(it.retracted_for, customer_json)},
         {"redemption", optional_json(it.redemption, redemption_json)},
         {"settling", entry_json(it.settling)},
         {"attempts", it.attempts},
         {"purchase", entry_json(it.purchase)},
         {"sold", std::move(sold)},
         {"sold_total", it.sold_total.count},
         {"returned_total", it.returned_total.count},
         {"promised", it.expected_award.count},
         {"returns", std::move(returns)},
         {"returned_points", std::move(returned_points)},
         {"last_return", entry_json(it.last_return)},
         {"fiscal", Json(Json::Array{it.fiscal.drive, it.fiscal.document, it.fiscal.sign, it.fiscal.number})},
         {"closed_at", to_text(it.closed_at)}});
    if (it.offer_may_be_forgotten) json.set("offer_may_be_forgotten", true);
    if (it.voucher_sum) json.set("voucher_sum", to_json(*it.voucher_sum));
    if (it.voucher) json.set("voucher", to_json(*it.voucher));
    return json;
}

Result<Session> session_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    in.integer("v", 1, 1);
    Session out;
    read_receipt(in, out);
    read_sale(in, out);
    read_closed(in, out);
    if (!problems.empty()) return problems.front();
    return out;
}

Result<Session> session_from_text(std::string_view text) {
    const auto json = parse_json(text, {64u << 20, 64});
    return json ? session_from(*json) : Result<Session>(json.error());
}

}  // namespace tillpoints::session
