#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/loyalty/wire.hpp"
#include "protocol/money.hpp"
#include "protocol/quantity.hpp"
#include "protocol/reader.hpp"
#include "protocol/timestamp.hpp"

/// The price list of the app as values: categories, goods, and goods that come in variants.
namespace tillpoints::loyalty {

enum class GoodsType { category, item, varying_item };
enum class Measurement {
    piece,
    centimetre,
    metre,
    millilitre,
    litre,
    gram,
    kilogram,
    ton,
    kilometre,
    square_metre,
    cubic_metre,
    day,
    hour,
    minute
};
enum class VatCode { none, vat_0, vat_10, vat_20, vat_10_110, vat_20_120 };
enum class PaymentSubject { commodity, excise, service };

inline constexpr std::size_t most_photos = 5;
inline constexpr std::size_t most_variants = 100;

/// A price below the usual one, or one that the programme leaves alone.
struct Offer {
    std::optional<Money> price;
    bool skip_loyalty = false;  ///< no award and no discount
    friend bool operator==(const Offer&, const Offer&) = default;
};

/// What is sold at one price.
struct Ware {
    std::optional<std::string> sku;
    Money price;
    std::optional<Offer> offer;
    std::optional<std::int64_t> in_stock;  ///< absent: unlimited
    friend bool operator==(const Ware&, const Ware&) = default;
};

struct Variant {
    std::string name;
    Ware ware;
    friend bool operator==(const Variant&, const Variant&) = default;
};

/// Of a category only the type counts; an item has a ware, a varying item its variants.
struct GoodsData {
    GoodsType type = GoodsType::item;
    Ware ware;
    std::vector<Variant> variants;
    std::optional<std::string> description;
    std::vector<std::string> photos;  ///< ids of uploaded images
    std::optional<Measurement> measurement;
    std::optional<Quantity> increment;
    std::optional<Quantity> min_quantity;
    std::optional<VatCode> vat;
    std::optional<PaymentSubject> subject;
    friend bool operator==(const GoodsData&, const GoodsData&) = default;
};

/// What a client says of goods.
struct GoodsDraft {
    std::string name;
    std::optional<std::int64_t> node;  ///< the category it stands in; absent: the top
    std::optional<std::string> external_id;
    bool hidden = false;
    GoodsData data;
    friend bool operator==(const GoodsDraft&, const GoodsDraft&) = default;
};

struct Goods {
    std::int64_t id = 0;
    Timestamp created;
    GoodsDraft draft;
    bool blocked = false;
    std::vector<std::string> image_urls;
    friend bool operator==(const Goods&, const Goods&) = default;
};

/// Records every fault in the reader's problems.
GoodsDraft read_goods(Reader in, InputForms forms);
GoodsData read_goods_data(Reader in);
/// A decimal number of at most three decimals, or the same in a string.
std::optional<Quantity> maybe_amount(Reader& in, std::string_view key);

Json to_json(const GoodsData& data);
Json to_json(const Goods& goods);

}  // namespace tillpoints::loyalty
