#include "protocol/loyalty/orders.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

Json to_json(const OrderDelivery& delivery) {
    Json json = Json::object({{"type", word_of(delivery_words, delivery.kind)},
                              {"receiverName", or_null(delivery.receiver_name)},
                              {"receiverPhone", or_null(delivery.receiver_phone)},
                              {"userComment", or_null(delivery.user_comment)}});
    if (delivery.kind == DeliveryKind::pickup)
        json.set("branch", delivery.branch ? loyalty::to_json(*delivery.branch) : Json());
    else
        json.set("address", or_null(delivery.address));
    const auto& chosen = delivery.delivery_case;
    return json.set(
        "deliveryCase",
        chosen ? Json::object({{"name", chosen->name}, {"value", number_of(chosen->value)}}) : Json());
}

Json to_json(const OnlinePayment& payment) {
    return Json::object(
        {{"paymentProvider", "CUSTOM"}, {"id", payment.id}, {"completed", payment.completed}});
}

Json to_json(const PaymentMethod& method) {
    return Json::object({{"type", word_of(payment_words, method.kind)},
                         {"name", or_null(method.name)},
                         {"online", method.online},
                         {"providerType", or_null(method.provider)}});
}

Json to_json(const OrderItem& item) {
    return Json::object({{"id", or_null(item.id)},
                         {"externalId", or_null(item.external_id)},
                         {"name", item.name},
                         {"variantName", or_null(item.variant_name)},
                         {"sku", or_null(item.sku)},
                         {"type", word_of(goods_type_words, item.type)},
                         {"qty", number_of(item.quantity)},
                         {"price", number_of(item.price)},
                         {"offerPrice", number_or_null(item.offer_price)},
                         {"skipLoyalty", item.skip_loyalty},
                         {"measurement", word_or_null(measurement_words, item.measurement)}});
}

}  // namespace

Json to_json(const OrderContent& content) {
    Json items = Json::array();
    for (const auto& item : content.items) items.push(to_json(item));
    return Json::object(
        {{"comment", or_null(content.comment)},
         {"delivery", to_json(content.delivery)},
         {"onlinePayment", content.online_payment ? to_json(*content.online_payment) : Json()},
         {"paymentMethod", to_json(content.payment)},
         {"items", std::move(items)}});
}

Json to_json(const GoodsOrder& order, PercentForm form) {
    Json json = Json::object({{"id", order.id},
                              {"dateCreated", to_text(order.created)},
                              {"state", word_of(order_state_words, order.state)},
                              {"orderStatus", word_or_null(order_status_words, order.status)},
                              {"cash", number_of(order.cash)},
                              {"points", number_of(order.points)},
                              {"total", number_of(order.total)},
                              {"certificatePoints", number_of(order.purchase.certificate_points)},
                              {"customer", order.customer ? to_json(*order.customer) : Json()}});
    const Json content = to_json(order.content);
    for (const auto& [name, value] : *content.members()) json.set(name, value);
    return json.set("purchase", to_json(order.purchase, form));
}

}  // namespace tillpoints::loyalty
