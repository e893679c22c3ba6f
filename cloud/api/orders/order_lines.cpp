#include "cloud/api/orders/order_lines.hpp"

#include <algorithm>
#include <set>

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;
using loyalty::OrderItem;
using loyalty::OrderItemDraft;

/// What is sold under this variant's name.
loyalty::Ware* ware_of(loyalty::GoodsData& data, const std::optional<std::string>& variant) {
    if (data.type == GoodsType::item) return variant ? nullptr : &data.ware;
    for (auto& one : data.variants)
        if (one.name == variant) return &one.ware;
    return nullptr;
}

bool in_stock(const loyalty::Ware& ware, Quantity quantity) {
    return !ware.in_stock || quantity.thousandths <= *ware.in_stock * 1000;
}

bool in_steps(const loyalty::GoodsData& data, Quantity quantity) {
    if (data.min_quantity && quantity < *data.min_quantity) return false;
    return !data.increment || quantity.thousandths % data.increment->thousandths == 0;
}

OrderItem line_of(const GoodsRecord& goods, const loyalty::Ware& ware, const OrderItemDraft& draft) {
    OrderItem line;
    line.id = goods.id;
    line.external_id = goods.draft.external_id;
    line.name = goods.draft.name;
    line.variant_name = draft.variant_name;
    line.sku = ware.sku;
    line.type = goods.draft.data.type;
    line.quantity = draft.quantity;
    line.price = ware.price;
    if (ware.offer) line.offer_price = ware.offer->price;
    line.skip_loyalty = ware.offer && ware.offer->skip_loyalty;
    line.measurement = goods.draft.data.measurement;
    return line;
}

OrderItem own_line(const OrderItemDraft& draft) {
    OrderItem line;
    line.external_id = draft.external_id;
    line.name = draft.name.value();
    line.variant_name = draft.variant_name;
    line.quantity = draft.quantity;
    line.price = draft.price.value();
    line.skip_loyalty = draft.skip_loyalty;
    return line;
}

const OrderItem* line_before(const std::vector<OrderItem>& before, const OrderItemDraft& draft) {
    const auto same = std::find_if(before.begin(), before.end(), [&](const OrderItem& line) {
        return line.id == draft.id && line.variant_name == draft.variant_name;
    });
    return same == before.end() ? nullptr : &*same;
}

}  // namespace

std::vector<OrderItem> order_lines(RequestContext& context, const std::vector<OrderItemDraft>& drafts,
                                   const std::vector<OrderItem>& before, OrderedBy by, Problems& problems) {
    std::vector<OrderItem> lines;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        const auto& draft = drafts[i];
        const auto fail = [&](const char* field, const char* expected) {
            const auto where = "items[" + std::to_string(i) + "]." + field;
            problems.push_back({Errc::invalid_value, where, expected, {}});
        };
        if (!draft.id) {
            by == OrderedBy::shop ? lines.push_back(own_line(draft)) : fail("id", "goods of the list");
            continue;
        }
        if (const auto* line = line_before(before, draft)) {
            lines.push_back(*line);
            lines.back().quantity = draft.quantity;
            continue;
        }
        auto goods = context.db.goods.find(*draft.id);
        const bool sold = goods && goods->draft.data.type != GoodsType::category &&
                          (by == OrderedBy::shop || !goods->draft.hidden);
        const auto* ware = sold ? ware_of(goods->draft.data, draft.variant_name) : nullptr;
        if (!sold) fail("id", "goods of the list");
        if (sold && !ware) fail("variantName", "a variant of these goods");
        if (ware && !in_stock(*ware, draft.quantity)) fail("qty", "no more than is in stock");
        if (ware && !in_steps(goods->draft.data, draft.quantity))
            fail("qty", "a quantity these goods come in");
        if (ware) lines.push_back(line_of(*goods, *ware, draft));
    }
    return lines;
}

void take_from_stock(RequestContext& context, const std::vector<OrderItem>& items) {
    std::set<std::int64_t> goods_ids;
    for (const auto& item : items)
        if (item.id) goods_ids.insert(*item.id);
    // In one order, so that two orders of the same goods do not wait for each other.
    for (const auto id : goods_ids) context.db.goods.lock(id);
    for (const auto& item : items) {
        auto goods = item.id ? context.db.goods.find(*item.id) : std::nullopt;
        if (!goods) continue;
        auto& data = goods->draft.data;
        auto* ware = ware_of(data, item.variant_name);
        if (!ware || !ware->in_stock) continue;
        const auto whole = (item.quantity.thousandths + 999) / 1000;
        ware->in_stock = std::max<std::int64_t>(0, *ware->in_stock - whole);
        context.db.goods.update(*goods);
    }
}

}  // namespace tillpoints::cloud
