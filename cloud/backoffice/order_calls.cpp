#include "cloud/backoffice/order_calls.hpp"

#include "cloud/backoffice/order_wish.hpp"

namespace tillpoints::cloud {

HttpAnswer add_order(Desk& desk, Reader in) {
    const auto customer = desk.books.customer_by_uid(CustomerUid(in.text("uid")));
    const auto wish = read_order_wish(in);
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    if (!customer) return office_refusal(Problem{Errc::not_found, "uid", "a registered customer", {}});
    const auto made = make_order(desk, *customer, wish);
    if (const auto* problems = std::get_if<Problems>(&made)) return office_refusal(409, *problems);
    return office_answer(200, loyalty::to_json(std::get<loyalty::GoodsOrder>(made)));
}

HttpAnswer answer_app_order(Desk& desk, Reader in) {
    static constexpr OrderAction actions[] = {OrderAction::agree, OrderAction::decline, OrderAction::pay};
    const auto id = in.integer("order", 1, INT64_MAX);
    const auto action = actions[in.one_of("action", {"agree", "decline", "pay"})];
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    const auto order = answer_order(desk, id, action);
    if (!order)
        return office_refusal(order.error().code == Errc::not_found ? 404 : 409, Problems{order.error()});
    return office_answer(200, loyalty::to_json(*order));
}

}  // namespace tillpoints::cloud
