#include "cloud/api/orders/place_order.hpp"
#include "cloud/api/shown_company.hpp"
#include "cloud/card/card_call.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_goods = 200;
constexpr int most_orders = 20;
constexpr std::int64_t most_of_one = 1000;

Json ware_view(const loyalty::Ware& ware) {
    const auto price = ware.offer && ware.offer->price ? *ware.offer->price : ware.price;
    return Json::object({{"price", price.count},
                         {"usual", ware.price.count},
                         {"left", ware.in_stock ? Json(*ware.in_stock) : Json()}});
}

Json goods_view(const GoodsRecord& record) {
    const auto& data = record.draft.data;
    auto out = data.type == loyalty::GoodsType::item ? ware_view(data.ware) : Json::object();
    out.set("id", record.id);
    out.set("name", record.draft.name);
    out.set("category", data.type == loyalty::GoodsType::category);
    out.set("description", data.description ? Json(*data.description) : Json());
    out.set("picture", data.photos.empty() ? Json() : Json(data.photos.front()));
    Json variants = Json::array();
    for (const auto& each : data.variants) {
        auto variant = ware_view(each.ware);
        variant.set("name", each.name);
        variants.push(std::move(variant));
    }
    out.set("variants", std::move(variants));
    return out;
}

std::string_view state_of(const loyalty::GoodsOrder& order) {
    using enum loyalty::OrderState;
    if (order.state == completed) return "completed";
    if (order.state == deleted) return "cancelled";
    if (order.state == need_ack) return "changed";
    if (order.state == waiting_payment) return "waiting_payment";
    if (!order.status) return "new";
    return *order.status == loyalty::OrderStatus::ready ? "ready" : "accepted";
}

Json order_view(const loyalty::GoodsOrder& order) {
    Json items = Json::array();
    for (const auto& each : order.content.items)
        items.push(Json::object({{"name", each.name},
                                 {"variant", each.variant_name ? Json(*each.variant_name) : Json()},
                                 {"quantity", each.quantity.thousandths},
                                 {"price", each.offer_price.value_or(each.price).count}}));
    const auto& branch = order.content.delivery.branch;
    return Json::object({{"id", order.id},
                         {"when", to_text(order.created)},
                         {"state", state_of(order)},
                         {"branch", branch ? Json(branch->display_name) : Json()},
                         {"total", order.total.count},
                         {"paid", order.cash.count},
                         {"points", order.points.count},
                         {"items", std::move(items)}});
}

OrderRequest read_order(Reader& in) {
    OrderRequest asked;
    in.each("items", loyalty::most_order_items, [&](Reader item) {
        loyalty::OrderItemDraft draft;
        draft.id = item.integer("id", 1, INT64_MAX);
        draft.variant_name = item.maybe_text("variant");
        draft.quantity = Quantity{item.integer("count", 1, most_of_one) * 1000};
        asked.items.push_back(std::move(draft));
    });
    asked.delivery.branch = loyalty::Named{0, in.text("branch")};
    asked.comment = in.maybe_text("comment", 500);
    asked.points = Points(in.maybe_integer("points", 0, INT64_MAX / 4).value_or(0));
    return asked;
}

}  // namespace

HttpAnswer show_goods(CardCall& call, Reader in) {
    const auto text = in.maybe_text("node", 20);
    const auto node = text ? parse_decimal(*text, 0, Rounding::exact) : std::nullopt;
    if (text && !node) in.fail("node", Errc::invalid_value, "the id of a category");
    if (!in.problems().empty()) return wrong_input(in.problems());
    Json rows = Json::array();
    for (const auto& each : call.context.db.goods.page_of(node, most_goods, 0))
        if (!each.draft.hidden) rows.push(goods_view(each));
    Json branches = Json::array();
    for (const auto& [branch, profile] : company_branches(call.context))
        if (!profile.closed) branches.push(branch.display_name);
    return card_answer(Json::object({{"rows", std::move(rows)}, {"branches", std::move(branches)}}));
}

HttpAnswer show_orders(CardCall& call, Reader) {
    Json rows = Json::array();
    for (const auto& each : call.context.db.orders.of_customer(call.customer->id, most_orders))
        rows.push(order_view(show_order(call.context, each)));
    return card_answer(Json::object({{"rows", std::move(rows)}}));
}

HttpAnswer order_goods(CardCall& call, Reader in) {
    const auto asked = read_order(in);
    if (asked.items.empty()) in.fail("items", Errc::missing_field, "at least one");
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (call.customer->blocked) return card_refusal(403, "blocked", "The card is blocked. Ask in the shop.");
    const auto made = place_order(call.context, *call.customer, asked);
    if (const auto* problems = std::get_if<Problems>(&made)) {
        const bool points = problems->front().where == "points";
        return card_refusal(409, points ? "too_many_points" : "not_orderable", problems->front().sentence());
    }
    return card_answer(order_view(std::get<loyalty::GoodsOrder>(made)));
}

HttpAnswer answer_own_order(CardCall& call, Reader in) {
    const auto id = in.integer("order", 1, INT64_MAX);
    const auto agrees = in.one_of("action", {"agree", "decline"}) == 0;
    if (!in.problems().empty()) return wrong_input(in.problems());
    const auto order = call.context.db.orders.find(id);
    if (!order || order->customer != call.customer->id)
        return card_refusal(404, "not_found", "There is no such order of yours.");
    const auto moved = answer_order(call.context, id, agrees ? OrderAction::agree : OrderAction::decline);
    if (!moved) return card_refusal(409, "out_of_order", "The order does not take this now.");
    return card_answer(order_view(*moved));
}

}  // namespace tillpoints::cloud
