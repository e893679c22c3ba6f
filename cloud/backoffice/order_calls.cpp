#include "cloud/backoffice/order_calls.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/backoffice/read_order_request.hpp"

namespace tillpoints::cloud {
namespace {

HttpAnswer order_answer(loyalty::GoodsOrder order) {
    show_ids(order);
    return backoffice_answer(200, loyalty::to_json(order));
}

}  // namespace

HttpAnswer add_order(RequestContext& context, Reader in) {
    const auto customer = context.db.customers.find_by_uid(CustomerUid(in.text("uid")));
    const auto order_request = read_order_request(in);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!customer) return backoffice_refusal(Problem{Errc::not_found, "uid", "a registered customer", {}});
    const auto made = place_order(context, *customer, order_request);
    if (const auto* problems = std::get_if<Problems>(&made)) return backoffice_refusal(409, *problems);
    return order_answer(std::get<loyalty::GoodsOrder>(made));
}

HttpAnswer answer_app_order(RequestContext& context, Reader in) {
    static constexpr OrderAction actions[] = {OrderAction::agree, OrderAction::decline, OrderAction::pay};
    const auto id = in.integer("order", 1, INT64_MAX);
    const auto action = actions[in.one_of("action", {"agree", "decline", "pay"})];
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto order = answer_order(context, id, action);
    if (!order)
        return backoffice_refusal(order.error().code == Errc::not_found ? 404 : 409, Problems{order.error()});
    return order_answer(*order);
}

}  // namespace tillpoints::cloud
