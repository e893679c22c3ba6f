#include <set>

#include "protocol/loyalty/goods.hpp"
#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

std::optional<Money> maybe_price(Reader& in, std::string_view key) {
    const auto price = in.maybe_major(key);
    if (price && *price < Money()) in.fail(key, Errc::out_of_range, "a price from 0");
    return price;
}

std::optional<Offer> read_offer(std::optional<Reader> in) {
    if (!in) return {};
    return Offer{maybe_price(*in, "offerPrice"), in->flag("skipLoyalty", false)};
}

Ware read_ware(Reader& in) {
    Ware ware;
    ware.sku = in.maybe_text("sku", 128);
    if (!in.has("price")) in.fail("price", Errc::missing_field, "a price from 0");
    ware.price = maybe_price(in, "price").value_or(Money());
    ware.offer = read_offer(in.maybe_object("offer"));
    if (auto inventory = in.maybe_object("inventory"))
        ware.in_stock = inventory->maybe_integer("inStock", 0, 1'000'000'000);
    return ware;
}

std::vector<Variant> read_variants(Reader& in) {
    std::vector<Variant> variants;
    std::set<std::string> names;
    in.each("variants", most_variants, [&](Reader each) {
        const auto name = each.text("name", 256);
        if (!names.insert(name).second) each.fail("name", Errc::duplicate, "a name of its own");
        variants.push_back({name, read_ware(each)});
    });
    if (in.has("variants") && in.raw("variants")->items() && variants.empty())
        in.fail("variants", Errc::missing_field, "at least one variant");
    return variants;
}

}  // namespace

std::optional<Quantity> maybe_amount(Reader& in, std::string_view key) {
    const Json* value = in.raw(key);
    if (!value) return {};
    const auto* digits = value->number() ? &value->number()->digits : value->string();
    const auto amount = digits ? parse_quantity(*digits) : std::nullopt;
    if (!amount) in.fail(key, Errc::out_of_range, "above 0, at most three decimals");
    return amount;
}

GoodsData read_goods_data(Reader in) {
    GoodsData data;
    data.type = word<GoodsType>(in, "type", goods_type_words);
    if (data.type == GoodsType::category) return data;
    if (data.type == GoodsType::item && in.has("type")) data.ware = read_ware(in);
    if (data.type == GoodsType::varying_item) data.variants = read_variants(in);
    data.description = in.maybe_text("description", 16'384);
    if (in.has("photos")) data.photos = in.texts("photos", most_photos);
    data.measurement = maybe_word<Measurement>(in, "measurement", measurement_words);
    data.increment = maybe_amount(in, "increment");
    data.min_quantity = maybe_amount(in, "minQuantity");
    data.vat = maybe_word<VatCode>(in, "vatCode", vat_words);
    data.subject = maybe_word<PaymentSubject>(in, "paymentSubject", subject_words);
    return data;
}

GoodsDraft read_goods(Reader in, InputForms forms) {
    GoodsDraft draft;
    draft.name = in.text("name", 1024);
    if (in.has("name") && draft.name.empty()) in.fail("name", Errc::out_of_range, "a name");
    draft.node = in.maybe_integer("nodeId", forms == InputForms::tolerated ? 0 : 1, max_id);
    if (draft.node == 0) draft.node.reset();
    draft.external_id = in.maybe_text("externalId", 128);
    draft.hidden = in.flag("hidden", false);
    draft.data = read_goods_data(in.object("data"));
    return draft;
}

}  // namespace tillpoints::loyalty
