#include "cloud/service/order_view.hpp"

#include "cloud/programme/settings.hpp"
#include "cloud/programme/tiers.hpp"
#include "cloud/service/answers.hpp"
#include "cloud/service/catch_up.hpp"
#include "cloud/service/tell.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::cloud {

OrderSheet sheet_of(Desk& desk, const OrderRecord& order) {
    OrderSheet sheet;
    sheet.customer = desk.books.customer(order.customer).value();
    catch_up(desk, sheet.customer);
    sheet.standing = desk.books.standing(order.customer);
    sheet.sums = sums_of(order.content);
    sheet.bill = bill_of(sheet.sums);
    const auto& tier = tier_for(desk.programme, sheet.standing.cash_spent, sheet.standing.effective_invited);
    sheet.most = max_points(tier, sheet.standing.balance, sheet.bill, desk.switches.max_points_base);
    sheet.calc =
        calculate(desk.programme, tier, sheet.bill, order.points, sheet.most, desk.switches.award_base);
    const auto& earning = earning_tier(desk.programme, sheet.standing.cash_spent, sheet.calc.cash,
                                       sheet.standing.effective_invited);
    sheet.calc.cash_back =
        award_for(desk.programme, earning, sheet.bill, sheet.calc.cash, desk.switches.award_base);
    sheet.calc.cash_total += sheet.sums.delivery;
    return sheet;
}

loyalty::GoodsOrder show_order(Desk& desk, const OrderRecord& order) {
    const auto sheet = sheet_of(desk, order);
    const auto& tier = tier_for(desk.programme, sheet.standing.cash_spent, sheet.standing.effective_invited);
    loyalty::GoodsOrder shown;
    shown.id = order.id;
    shown.created = order.created;
    shown.state = order.state;
    shown.status = order.status;
    shown.purchase = order.settled.value_or(sheet.calc);
    shown.cash = shown.purchase.cash_total;
    shown.points = order.points;
    shown.total = sheet.sums.goods + sheet.sums.delivery;
    shown.customer = loyalty::OperationCustomer{order.customer, sheet.customer.name, sheet.customer.uid,
                                                membership_tier(tier)};
    shown.content = order.content;
    return shown;
}

std::optional<loyalty::GoodsOrder> move_order(Desk& desk, OrderRecord& order, OrderAction action) {
    const auto next = next_stage(stage_of(order), action);
    if (!next) return {};
    order.state = next->state;
    order.status = next->status;
    desk.books.update_order(order);
    auto shown = show_order(desk, order);
    tell_of_order(desk, shown);
    return shown;
}

loyalty::Refusal no_such_order() {
    auto out = named_refusal(404, "goodsOrder.notFound");
    out.code = Errc::not_found;
    return out;
}

loyalty::Refusal wrong_stage(const OrderRecord& order) {
    const std::string state(loyalty::order_state_words[static_cast<std::size_t>(order.state)]);
    auto refusal = bad_field("state", "The order is " + state + " and does not take this.");
    refusal.errors.front().value = state;
    return refusal;
}

}  // namespace tillpoints::cloud
