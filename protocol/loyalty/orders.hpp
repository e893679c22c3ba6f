#pragma once
#include "protocol/loyalty/goods.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/loyalty/wire.hpp"

/// Orders that customers make in the app.
namespace tillpoints::loyalty {

enum class OrderState { created, completed, deleted, waiting_payment, need_ack };
enum class OrderStatus { accepted, ready };
enum class DeliveryKind { pickup, delivery };
enum class PaymentKind { cash, manual, custom };

struct DeliveryCase {
    std::string name;
    Money value;  ///< what the delivery costs
    friend bool operator==(const DeliveryCase&, const DeliveryCase&) = default;
};

/// A pick-up names its branch, a delivery its address and case.
struct OrderDelivery {
    DeliveryKind kind = DeliveryKind::pickup;
    std::optional<std::string> receiver_name;
    std::optional<std::string> receiver_phone;
    std::optional<std::string> user_comment;
    std::optional<Named> branch;
    std::optional<std::string> address;
    std::optional<DeliveryCase> delivery_case;
    friend bool operator==(const OrderDelivery&, const OrderDelivery&) = default;
};

struct PaymentMethod {
    PaymentKind kind = PaymentKind::cash;
    std::optional<std::string> name;
    bool online = false;
    std::optional<std::string> provider;
    friend bool operator==(const PaymentMethod&, const PaymentMethod&) = default;
};

struct OnlinePayment {
    std::string id;
    bool completed = false;
    friend bool operator==(const OnlinePayment&, const OnlinePayment&) = default;
};

/// One line of an order, at the price promised when it was added.
struct OrderItem {
    std::optional<std::int64_t> id;  ///< of the goods; absent for a line the shop wrote itself
    std::optional<std::string> external_id;
    std::string name;
    std::optional<std::string> variant_name;
    std::optional<std::string> sku;
    GoodsType type = GoodsType::item;
    Quantity quantity{1000};
    Money price;
    std::optional<Money> offer_price;
    bool skip_loyalty = false;
    std::optional<Measurement> measurement;
    friend bool operator==(const OrderItem&, const OrderItem&) = default;
};

/// What was ordered and how it is to be handed over.
struct OrderContent {
    std::optional<std::string> comment;
    OrderDelivery delivery;
    std::optional<OnlinePayment> online_payment;
    PaymentMethod payment;
    std::vector<OrderItem> items;
    friend bool operator==(const OrderContent&, const OrderContent&) = default;
};

struct GoodsOrder {
    std::int64_t id = 0;
    Timestamp created;
    OrderState state = OrderState::created;
    std::optional<OrderStatus> status;
    Money cash;  ///< to pay, delivery included
    Points points;
    Money total;  ///< goods and delivery
    std::optional<OperationCustomer> customer;
    OrderContent content;
    PurchaseCalc purchase;
    friend bool operator==(const GoodsOrder&, const GoodsOrder&) = default;
};

/// A line of an order as a client names it: goods of the price list by `id`, or one of its own with name and
/// price.
struct OrderItemDraft {
    std::optional<std::int64_t> id;
    std::optional<std::string> external_id;
    std::optional<std::string> name;
    std::optional<std::string> variant_name;
    Quantity quantity{1000};
    std::optional<Money> price;
    bool skip_loyalty = false;
    friend bool operator==(const OrderItemDraft&, const OrderItemDraft&) = default;
};

inline constexpr std::size_t most_order_items = 200;

std::vector<OrderItemDraft> read_order_items(Reader& in, std::string_view key,
                                             InputForms forms = InputForms::tolerated);
DeliveryCase read_delivery_case(Reader in);
OrderDelivery read_order_delivery(Reader in);
PaymentMethod read_payment_method(Reader in);
OrderContent read_order_content(Reader in);

/// The members of a GoodsOrder that come from its content.
Json to_json(const OrderContent& content);
Json to_json(const GoodsOrder& order, PercentForm form = PercentForm::of_hundred);

}  // namespace tillpoints::loyalty
