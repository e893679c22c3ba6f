
#include "protocol/loyalty/orders.hpp"
#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

Quantity quantity(Reader& in) {
    if (!in.has("qty")) in.fail("qty", Errc::missing_field, "a quantity above 0");
    return maybe_amount(in, "qty").value_or(Quantity{1000});
}

Money price(Reader& in, std::string_view key) {
    const auto value = in.major(key);
    if (value < Money()) in.fail(key, Errc::out_of_range, "a price from 0");
    return value;
}

OrderItem read_item(Reader in) {
    OrderItem item;
    item.id = in.maybe_integer("id", 0, max_id);
    item.external_id = in.maybe_text("externalId", 128);
    item.name = in.text("name", 1024);
    item.variant_name = in.maybe_text("variantName", 256);
    item.sku = in.maybe_text("sku", 128);
    item.type = word<GoodsType>(in, "type", goods_type_words);
    item.quantity = quantity(in);
    item.price = price(in, "price");
    item.offer_price = in.maybe_major("offerPrice");
    item.skip_loyalty = in.flag("skipLoyalty", false);
    item.measurement = maybe_word<Measurement>(in, "measurement", measurement_words);
    return item;
}

/// The shop's own id; a client may send a number.
std::optional<std::string> external_id(Reader& in, InputForms forms) {
    const auto* raw = in.raw("externalId");
    if (raw && raw->number() && forms == InputForms::tolerated) return raw->number()->digits;
    return in.maybe_text("externalId", 128);
}

OrderItemDraft read_draft(Reader in, InputForms forms) {
    OrderItemDraft draft;
    draft.id = in.maybe_integer("id", 0, max_id);
    draft.external_id = external_id(in, forms);
    draft.name = in.maybe_text("name", 1024);
    draft.variant_name = in.maybe_text("variantName", 256);
    draft.quantity = quantity(in);
    if (in.has("price")) draft.price = price(in, "price");
    draft.skip_loyalty = in.flag("skipLoyalty", false);
    if (!draft.id && (!draft.name || !draft.price))
        in.fail("id", Errc::missing_field, "the id of goods, or a name and a price");
    return draft;
}

}  // namespace

std::vector<OrderItemDraft> read_order_items(Reader& in, std::string_view key, InputForms forms) {
    std::vector<OrderItemDraft> items;
    in.each(key, most_order_items, [&](Reader item) { items.push_back(read_draft(item, forms)); });
    if (in.has(key) && in.raw(key)->items() && in.raw(key)->items()->empty())
        in.fail(key, Errc::missing_field, "at least one item");
    return items;
}

DeliveryCase read_delivery_case(Reader in) {
    return {in.text("name", 256), price(in, "value")};
}

OrderDelivery read_order_delivery(Reader in) {
    OrderDelivery delivery;
    delivery.kind = word<DeliveryKind>(in, "type", delivery_words);
    delivery.receiver_name = in.maybe_text("receiverName", 1024);
    delivery.receiver_phone = in.maybe_text("receiverPhone", 64);
    delivery.user_comment = in.maybe_text("userComment", 4096);
    if (auto branch = in.maybe_object("branch"))
        delivery.branch = Named{branch->integer("id", 0, max_id), branch->text("displayName", 1024)};
    delivery.address = in.maybe_text("address", 4096);
    if (auto chosen = in.maybe_object("deliveryCase")) delivery.delivery_case = read_delivery_case(*chosen);
    return delivery;
}

PaymentMethod read_payment_method(Reader in) {
    return {word<PaymentKind>(in, "type", payment_words), in.maybe_text("name", 256),
            in.flag("online", false), in.maybe_text("providerType", 64)};
}

OrderContent read_order_content(Reader in) {
    OrderContent content;
    content.comment = in.maybe_text("comment", 4096);
    content.delivery = read_order_delivery(in.object("delivery"));
    if (auto online = in.maybe_object("onlinePayment"))
        content.online_payment = OnlinePayment{online->text("id", 256), online->flag("completed", false)};
    content.payment = read_payment_method(in.object("paymentMethod"));
    in.each("items", most_order_items, [&](Reader item) { content.items.push_back(read_item(item)); });
    return content;
}

}  // namespace tillpoints::loyalty
