#include "cloud/programme/purchase_check.hpp"
#include "cloud/programme/tiers.hpp"
#include "cloud/service/answers.hpp"
#include "cloud/service/booking.hpp"
#include "cloud/service/customers.hpp"
#include "cloud/service/order_lines.hpp"
#include "cloud/service/order_view.hpp"

namespace tillpoints::cloud {
namespace {

/// The order moved on, or why it does not.
loyalty::ShopAnswer moved(Desk& desk, OrderRecord& order, OrderAction action) {
    auto shown = move_order(desk, order, action);
    if (!shown) return wrong_stage(order);
    return std::move(*shown);
}

OperationRecord purchase_of(Desk& desk, const OrderRecord& order, const OrderSheet& sheet) {
    OperationRecord purchase;
    purchase.created = desk.now;
    purchase.customer = order.customer;
    purchase.total = sheet.calc.total;
    purchase.cash = sheet.calc.cash;
    purchase.points = order.points;
    purchase.award = sheet.calc.cash_back;
    return purchase;
}

/// Why the order cannot be paid for as it stands.
std::optional<Errc> unpayable(Desk& desk, const OrderRecord& order, const OrderSheet& sheet) {
    const auto& tier = tier_for(desk.programme, sheet.standing.cash_spent, sheet.standing.effective_invited);
    const Purchase purchase{Means::code, sheet.standing.balance, sheet.bill, order.points, sheet.calc.cash};
    return refuse_purchase(desk.programme, tier, purchase, desk.switches.max_points_base,
                           desk.switches.phone_discount);
}

}  // namespace

loyalty::ShopAnswer handle(Desk& desk, const loyalty::GetOrder& call) {
    const auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    return show_order(desk, *order);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::UpdateOrder& call) {
    auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::edit)) return wrong_stage(*order);
    Problems problems;
    auto& content = order->content;
    if (call.delivery_case && content.delivery.kind != loyalty::DeliveryKind::delivery)
        problems.push_back({Errc::invalid_value, "deliveryCase", "nothing, for the order is picked up", {}});
    if (call.delivery_case) content.delivery.delivery_case = call.delivery_case;
    if (call.items) content.items = order_lines(desk, *call.items, content.items, OrderedBy::shop, problems);
    if (!problems.empty()) return refusal_of(problems);
    order->points = std::min(order->points, sheet_of(desk, *order).most);
    return moved(desk, *order, OrderAction::edit);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::CompleteOrder& call) {
    auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::complete)) return wrong_stage(*order);
    const auto sheet = sheet_of(desk, *order);
    if (sheet.customer.blocked) return refusal(Errc::participant_blocked);
    if (const auto error = unpayable(desk, *order, sheet)) return refusal(*error);
    const auto purchase =
        book_purchase(desk, purchase_of(desk, *order, sheet), sheet.customer, sheet.standing, sheet.bill);
    take_from_stock(desk, order->content.items);
    order->operation = purchase.id;
    order->settled = sheet.calc;
    return loyalty::OrderCompleted{purchase.id, move_order(desk, *order, OrderAction::complete).value()};
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::MakeOrderCode& call) {
    const auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::complete)) return wrong_stage(*order);
    return loyalty::OrderCode{issue_code(desk, order->customer, order->id).code};
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::ChangeOrderStatus& call) {
    static constexpr OrderAction actions[] = {OrderAction::accept, OrderAction::make_ready,
                                              OrderAction::ask_payment};
    auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    return moved(desk, *order, actions[static_cast<std::size_t>(call.to)]);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::CancelOrder& call) {
    auto order = desk.books.order(call.id);
    if (!order) return no_such_order();
    return moved(desk, *order, OrderAction::cancel);
}

}  // namespace tillpoints::cloud
