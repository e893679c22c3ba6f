#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/loyalty/orders.hpp"

/// The rows of the books that hold the price list, its pictures, orders, and what the shop's server is told.
namespace tillpoints::cloud {

/// Goods, or a category of them.
struct GoodsRecord {
    std::int64_t id = 0;
    Timestamp created;
    loyalty::GoodsDraft draft;
    friend bool operator==(const GoodsRecord&, const GoodsRecord&) = default;
};

/// An order of the app. What it comes to follows from its content, until it is `settled`.
struct OrderRecord {
    std::int64_t id = 0;
    Timestamp created;
    ParticipantId customer;
    loyalty::OrderState state = loyalty::OrderState::created;
    std::optional<loyalty::OrderStatus> status;
    Points points;  ///< what the customer wants to spend
    loyalty::OrderContent content;
    std::optional<OperationId> operation;          ///< what completing it made
    std::optional<loyalty::PurchaseCalc> settled;  ///< what that came to
    friend bool operator==(const OrderRecord&, const OrderRecord&) = default;
};

/// A picture that may be put once, under its token, until it expires.
struct ImageRecord {
    std::string id;
    std::string token;
    std::string content_type;
    Timestamp expires;
    std::optional<std::int64_t> size{};  ///< in bytes, once it is here
    friend bool operator==(const ImageRecord&, const ImageRecord&) = default;
};

enum class WebhookKind { operation, participant, goods_order };

/// Something the shop's server is still to be told.
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
