#include "protocol/loyalty/shop_calls.hpp"

namespace tillpoints::loyalty {
namespace {

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
        for (const auto& [name, value] : upload.headers) headers.set(name, value);
        return in_json(Json::object({{"imageId", upload.image},
                                     {"url", upload.url},
                                     {"method", "PUT"},
                                     {"headers", std::move(headers)},
                                     {"expires", upload.expires.time_since_epoch().count()}}));
    }
};

}  // namespace

HttpAnswer shop_answer_to_http(const ShopAnswer& answer, PercentForm form) {
    return std::visit(ShopAnswerWriter{form}, answer);
}

}  // namespace tillpoints::loyalty
