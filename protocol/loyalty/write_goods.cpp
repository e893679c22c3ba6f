#include "protocol/loyalty/goods.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

void put_ware(Json& json, const Ware& ware) {
    json.set("sku", or_null(ware.sku));
    json.set("price", number_of(ware.price));
    json.set("offer", ware.offer ? Json::object({{"offerPrice", number_or_null(ware.offer->price)},
                                                 {"skipLoyalty", ware.offer->skip_loyalty}})
                                 : Json());
    json.set("inventory", Json::object({{"inStock", or_null(ware.in_stock)}}));
}

Json to_json(const Variant& variant) {
    Json json = Json::object({{"name", variant.name}});
    put_ware(json, variant.ware);
    return json;
}

Json texts(const std::vector<std::string>& items) {
    return Json(Json::Array(items.begin(), items.end()));
}

}  // namespace

Json to_json(const GoodsData& data) {
    Json json = Json::object({{"type", word_of(goods_type_words, data.type)}});
    if (data.type == GoodsType::category) return json;
    if (data.type == GoodsType::item) put_ware(json, data.ware);
    if (data.type == GoodsType::varying_item) {
        Json variants = Json::array();
        for (const auto& variant : data.variants) variants.push(to_json(variant));
        json.set("variants", std::move(variants));
    }
    json.set("description", or_null(data.description));
    json.set("photos", texts(data.photos));
    json.set("measurement", word_or_null(measurement_words, data.measurement));
    json.set("increment", number_or_null(data.increment));
    json.set("minQuantity", number_or_null(data.min_quantity));
    json.set("vatCode", word_or_null(vat_words, data.vat));
    json.set("paymentSubject", word_or_null(subject_words, data.subject));
    return json;
}

Json to_json(const Goods& goods) {
    return Json::object({{"id", goods.id},
                         {"dateCreated", to_text(goods.created)},
                         {"name", goods.draft.name},
                         {"nodeId", or_null(goods.draft.node)},
                         {"externalId", or_null(goods.draft.external_id)},
                         {"hidden", goods.draft.hidden},
                         {"blocked", goods.blocked},
                         {"imageUrls", texts(goods.image_urls)},
                         {"data", to_json(goods.draft.data)}});
}

}  // namespace tillpoints::loyalty
