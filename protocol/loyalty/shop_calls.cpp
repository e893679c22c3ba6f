#include <algorithm>

#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/shop_calls.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

constexpr JsonLimits body_limits{1u << 20, 16, false};

ShopReading found(ShopCall call) {
    return {std::move(call), {}};
}

/// Reads the body with `read`, which gives a call.
template <class Read>
ShopReading from_body(const HttpRequest& request, Read read) {
    const auto body = parse_json(request.body, body_limits);
    if (!body) return {{}, {body.error()}};
    ShopReading reading;
    ShopCall call = read(Reader(*body, "", reading.problems));
    if (reading.problems.empty()) reading.call = std::move(call);
    return reading;
}

std::optional<std::int64_t> count_in(const Target& target, std::string_view key, std::int64_t least,
                                     std::int64_t most, Problems& problems) {
    const auto* text = target.parameter(key);
    if (!text) return {};
    const auto number = parse_decimal(*text, 0, Rounding::exact);
    if (number && *number >= least && *number <= most) return number;
    problems.push_back({Errc::bad_request, std::string(key),
                        "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
                        *text});
    return {};
}

ShopReading list_goods(const Target& target, InputForms forms) {
    const bool tolerant = forms == InputForms::tolerated;
    ShopReading reading;
    ListGoods call;
    call.node = count_in(target, "nodeId", tolerant ? 0 : 1, INT64_MAX, reading.problems);
    if (call.node == 0) call.node.reset();
    const auto most = count_in(target, "max", 1, tolerant ? INT64_MAX : 50, reading.problems).value_or(10);
    call.max = static_cast<int>(std::min<std::int64_t>(most, 50));
    call.offset = count_in(target, "offset", 0, 10'000, reading.problems).value_or(0);
    if (reading.problems.empty()) reading.call = call;
    return reading;
}

std::optional<ShopReading> one_goods(const HttpRequest& request, const GoodsKey& key, InputForms forms) {
    if (request.method == "GET") return found(GetGoods{key});
    if (request.method == "DELETE") return found(DeleteGoods{key});
    if (request.method == "PUT")
        return from_body(request, [&](Reader in) { return UpdateGoods{key, read_goods(in, forms)}; });
    return {};
}

std::optional<ShopReading> goods(const HttpRequest& request, const Target& target, InputForms forms) {
    const auto& path = target.segments;
    if (path.size() == 1 && request.method == "GET") return list_goods(target, forms);
    if (path.size() == 1 && request.method == "POST")
        return from_body(request, [&](Reader in) { return CreateGoods{read_goods(in, forms)}; });
    if (path.size() == 3 && path[1] == "external") return one_goods(request, path[2], forms);
    const auto id = path.size() == 2 ? parse_decimal(path[1], 0, Rounding::exact) : std::nullopt;
    return id ? one_goods(request, *id, forms) : std::nullopt;
}

ShopReading update_order(std::int64_t id, const HttpRequest& request, InputForms forms) {
    return from_body(request, [&](Reader in) {
        UpdateOrder call{id, {}, {}};
        if (auto chosen = in.maybe_object("deliveryCase")) call.delivery_case = read_delivery_case(*chosen);
        if (in.has("items")) call.items = read_order_items(in, "items", forms);
        return call;
    });
}

std::optional<ShopReading> order_action(std::int64_t id, const std::string& action,
                                        const HttpRequest& request) {
    if (action == "complete") return found(CompleteOrder{id});
    if (action == "code") return found(MakeOrderCode{id});
    if (action == "cancel") return found(CancelOrder{id});
    if (action != "change-status") return {};
    return from_body(request, [&](Reader in) {
        return ChangeOrderStatus{id, word<StatusChange>(in, "orderStatus", status_change_words)};
    });
}

std::optional<ShopReading> orders(const HttpRequest& request, const Target& target, InputForms forms) {
    const auto& path = target.segments;
    const auto id = path.size() >= 2 ? parse_decimal(path[1], 0, Rounding::exact) : std::nullopt;
    if (!id || path.size() > 3) return {};
    if (path.size() == 3)
        return request.method == "POST" ? order_action(*id, path[2], request) : std::nullopt;
    if (request.method == "GET") return found(GetOrder{*id});
    return request.method == "PUT" ? std::optional(update_order(*id, request, forms)) : std::nullopt;
}

HttpAnswer in_json(const Json& json) {
    return {200, {{"Content-Type", "application/json;charset=utf-8"}}, dump(json)};
}

struct ShopAnswerWriter {
    PercentForm form;

    HttpAnswer operator()(const Goods& goods) const { return in_json(to_json(goods)); }
    HttpAnswer operator()(const GoodsOrder& order) const { return in_json(to_json(order, form)); }
    HttpAnswer operator()(const Deleted&) const { return {204, {}, {}}; }
    HttpAnswer operator()(const Refusal& refusal) const { return answer_to_http(refusal); }

    HttpAnswer operator()(const GoodsPage& page) const {
        Json rows = Json::array();
        for (const auto& row : page.rows) rows.push(to_json(row));
        return in_json(Json::object({{"rows", std::move(rows)}, {"total", page.total}}));
    }

    HttpAnswer operator()(const OrderCompleted& done) const {
        return in_json(Json::object({{"transaction", Json::object({{"id", done.transaction.value}})},
                                     {"order", to_json(done.order, form)}}));
    }

    HttpAnswer operator()(const OrderCode& code) const {
        return in_json(Json::object({{"code", code.code}}));
    }

    HttpAnswer operator()(const ImageUpload& upload) const {
        Json headers = Json::object();
        for (const auto& [name, value] : upload.headers) headers.set(name, Json(Json::Array{Json(value)}));
        return in_json(Json::object({{"imageId", upload.image},
                                     {"url", upload.url},
                                     {"method", "PUT"},
                                     {"headers", std::move(headers)},
                                     {"expires", upload.expires.time_since_epoch().count()}}));
    }
};

}  // namespace

std::optional<ShopReading> shop_call_of(const HttpRequest& request, InputForms forms) {
    const auto target = parse_target(request.target);
    if (!target || target->segments.empty()) return {};
    const auto& first = target->segments[0];
    if (first == "goods") return goods(request, *target, forms);
    if (first == "goods-orders") return orders(request, *target, forms);
    if (first != "image-upload-url" || target->segments.size() != 1 || request.method != "POST") return {};
    return from_body(request, [](Reader in) { return RequestImageUpload{in.text("contentType", 128)}; });
}

HttpAnswer shop_answer_to_http(const ShopAnswer& answer, PercentForm form) {
    return std::visit(ShopAnswerWriter{form}, answer);
}

}  // namespace tillpoints::loyalty
