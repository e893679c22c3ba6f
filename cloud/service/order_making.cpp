#include "cloud/service/order_making.hpp"

#include "cloud/service/order_lines.hpp"
#include "cloud/service/tell.hpp"

namespace tillpoints::cloud {
namespace {

/// The branch of this name, if the shop has one.
std::optional<loyalty::Named> branch_named(Desk& desk, const std::optional<loyalty::Named>& wanted) {
    for (const auto& branch : desk.books.branches())
        if (wanted && branch.display_name == wanted->display_name) return branch;
    return {};
}

}  // namespace

std::variant<loyalty::GoodsOrder, Problems> make_order(Desk& desk, const CustomerRecord& customer,
                                                       const OrderWish& wish) {
    Problems problems;
    OrderRecord order;
    order.created = desk.now;
    order.customer = customer.id;
    order.points = wish.points;
    order.content = {wish.comment,
                     wish.delivery,
                     {},
                     wish.payment,
                     order_lines(desk, wish.items, {}, OrderedBy::customer, problems)};
    auto& delivery = order.content.delivery;
    delivery.branch = branch_named(desk, wish.delivery.branch);
    if (delivery.kind == loyalty::DeliveryKind::pickup && !delivery.branch)
        problems.push_back({Errc::invalid_value, "branch", "the name of a branch", {}});
    if (wish.payment.online)
        order.content.online_payment = loyalty::OnlinePayment{random_uuid(desk.randomness), false};
    if (!problems.empty()) return problems;
    const auto sheet = sheet_of(desk, order);
    if (wish.points < Points() || wish.points > sheet.most)
        return Problems{
            {Errc::out_of_range, "points", "from 0 to " + to_text(sheet.most), to_text(wish.points)}};
    order.id = desk.books.add_order(order);
    auto shown = show_order(desk, order);
    tell_of_order(desk, shown);
    return shown;
}

Result<loyalty::GoodsOrder> answer_order(Desk& desk, std::int64_t id, OrderAction action) {
    auto order = desk.books.order(id);
    if (!order) return Problem{Errc::not_found, "order", "an order", std::to_string(id)};
    if (action == OrderAction::pay && order->content.online_payment)
        order->content.online_payment->completed = true;
    const auto shown = move_order(desk, *order, action);
    if (!shown) return Problem{Errc::out_of_order, "order", "one that takes this now", std::to_string(id)};
    return *shown;
}

}  // namespace tillpoints::cloud
