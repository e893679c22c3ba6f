#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/loyalty/orders.hpp"

/// The rows of the price list, its pictures, orders, and messages to the shop's server.
namespace tillpoints::cloud {

/// Goods, or a category of them.
struct GoodsRecord {
    std::int64_t id = 0;
    Timestamp created;
    loyalty::GoodsDraft draft;
    std::int64_t place = 0;  ///< among those beside it; the same place: in order of id
    friend bool operator==(const GoodsRecord&, const GoodsRecord&) = default;
};

/// An order of the app. What it costs follows from its content until it is `settled`.
struct OrderRecord {
    std::int64_t id = 0;
    Timestamp created;
    ParticipantId customer;
    loyalty::OrderState state = loyalty::OrderState::created;
    std::optional<loyalty::OrderStatus> status;
    Points points;  ///< what the customer wants to spend
    loyalty::OrderContent content;
    std::optional<OperationId> operation;          ///< the purchase that completing it made
    std::optional<loyalty::PurchaseCalc> settled;  ///< what it cost
    friend bool operator==(const OrderRecord&, const OrderRecord&) = default;
};

/// An upload slot, which takes one picture under its token until it expires, and then the picture.
struct ImageRecord {
    std::string id;
    std::string token;
    std::string content_type;
    Timestamp expires;
    std::optional<std::int64_t> size{};  ///< in bytes, once it was uploaded
    friend bool operator==(const ImageRecord&, const ImageRecord&) = default;
};

enum class WebhookKind { operation, participant, goods_order };

/// A message to the shop's server that is still to be sent.
struct WebhookRecord {
    std::int64_t id = 0;
    Timestamp created;
    WebhookKind kind = WebhookKind::operation;
    std::string request_id;  ///< the same with every try
    std::string body;
    std::int64_t tries = 0;
    std::optional<Timestamp> due;  ///< absent: given up
    friend bool operator==(const WebhookRecord&, const WebhookRecord&) = default;
};

}  // namespace tillpoints::cloud
