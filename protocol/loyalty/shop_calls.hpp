#pragma once
#include "protocol/http.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/loyalty/orders.hpp"

/// The calls a till never makes: price list, orders, images. The server's side only; whoever keeps a price
/// list is another program.
namespace tillpoints::loyalty {

/// Goods by the cloud's id or by the shop's own.
using GoodsKey = std::variant<std::int64_t, std::string>;

struct ListGoods {
    std::optional<std::int64_t> node;  ///< absent: the top
    int max = 10;
    std::int64_t offset = 0;
    friend bool operator==(const ListGoods&, const ListGoods&) = default;
};
struct CreateGoods {
    GoodsDraft draft;
    friend bool operator==(const CreateGoods&, const CreateGoods&) = default;
};
struct GetGoods {
    GoodsKey key;
    friend bool operator==(const GetGoods&, const GetGoods&) = default;
};
/// Replaces all that a client says of the goods.
struct UpdateGoods {
    GoodsKey key;
    GoodsDraft draft;
    friend bool operator==(const UpdateGoods&, const UpdateGoods&) = default;
};
struct DeleteGoods {
    GoodsKey key;
    friend bool operator==(const DeleteGoods&, const DeleteGoods&) = default;
};

struct GetOrder {
    std::int64_t id = 0;
    friend bool operator==(const GetOrder&, const GetOrder&) = default;
};
struct UpdateOrder {
    std::int64_t id = 0;
    std::optional<DeliveryCase> delivery_case;
    std::optional<std::vector<OrderItemDraft>> items;  ///< replaces the lines
    friend bool operator==(const UpdateOrder&, const UpdateOrder&) = default;
};
struct CompleteOrder {
    std::int64_t id = 0;
    friend bool operator==(const CompleteOrder&, const CompleteOrder&) = default;
};
struct MakeOrderCode {
    std::int64_t id = 0;
    friend bool operator==(const MakeOrderCode&, const MakeOrderCode&) = default;
};
enum class StatusChange { accepted, ready, waiting_payment };
struct ChangeOrderStatus {
    std::int64_t id = 0;
    StatusChange to = StatusChange::accepted;
    friend bool operator==(const ChangeOrderStatus&, const ChangeOrderStatus&) = default;
};
struct CancelOrder {
    std::int64_t id = 0;
    friend bool operator==(const CancelOrder&, const CancelOrder&) = default;
};

struct RequestImageUpload {
    std::string content_type;
    friend bool operator==(const RequestImageUpload&, const RequestImageUpload&) = default;
};

using ShopCall =
    std::variant<ListGoods, CreateGoods, GetGoods, UpdateGoods, DeleteGoods, GetOrder, UpdateOrder,
                 CompleteOrder, MakeOrderCode, ChangeOrderStatus, CancelOrder, RequestImageUpload>;

// ---- answers -----------------------------------------------------------------------------------------

struct GoodsPage {
    std::vector<Goods> rows;
    std::int64_t total = 0;
    friend bool operator==(const GoodsPage&, const GoodsPage&) = default;
};
struct Deleted {
    friend bool operator==(const Deleted&, const Deleted&) = default;
};
struct OrderCompleted {
    OperationId transaction;
    GoodsOrder order;
    friend bool operator==(const OrderCompleted&, const OrderCompleted&) = default;
};
struct OrderCode {
    std::string code;
    friend bool operator==(const OrderCode&, const OrderCode&) = default;
};
/// Where and how one image is to be put.
struct ImageUpload {
    std::string image;
    std::string url;
    HttpHeaders headers;
    Timestamp expires;
    friend bool operator==(const ImageUpload&, const ImageUpload&) = default;
};

using ShopAnswer =
    std::variant<GoodsPage, Goods, Deleted, GoodsOrder, OrderCompleted, OrderCode, ImageUpload, Refusal>;

// ---- wire --------------------------------------------------------------------------------------------

/// What reading a request found: the call, or every fault with its field.
struct ShopReading {
    std::optional<ShopCall> call;
    Problems problems;
};

/// Nothing if the path belongs to a till's calls or to nobody.
std::optional<ShopReading> shop_call_of(const HttpRequest& request, InputForms forms = InputForms::described);

HttpAnswer shop_answer_to_http(const ShopAnswer& answer, PercentForm form = PercentForm::of_hundred);

}  // namespace tillpoints::loyalty
