#include <algorithm>

#include "cloud/api/refusals.hpp"
#include "cloud/api/request_context.hpp"
#include "cloud/goods/catalog_position.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;

/// More than a category can hold of what the walks below look for.
constexpr int everything = 1'000'000;

std::optional<GoodsRecord> goods_of(RequestContext& context, const loyalty::GoodsKey& key) {
    if (const auto* id = std::get_if<std::int64_t>(&key)) return context.db.goods.find(*id);
    return context.db.goods.find_by_external_id(std::get<std::string>(key));
}

bool is_category(const loyalty::GoodsDraft& draft) {
    return draft.data.type == GoodsType::category;
}

loyalty::Goods shown(RequestContext& context, const GoodsRecord& record) {
    loyalty::Goods goods{record.id, record.created, record.draft, false, {}};
    for (const auto& photo : record.draft.data.photos)
        goods.image_urls.push_back(context.service_info.base_url + "/images/" + photo);
    return goods;
}

/// How many levels of categories stand in this one, itself included.
int levels_of(RequestContext& context, std::int64_t category) {
    int below = 0;
    for (const auto& record : context.db.goods.page_of(category, everything, 0))
        if (is_category(record.draft)) below = std::max(below, levels_of(context, record.id));
    return below + 1;
}

/// Where `draft` wants to stand; `self` is what is placed anew.
CatalogPosition position_of(RequestContext& context, const loyalty::GoodsDraft& draft,
                            const GoodsRecord* self) {
    CatalogPosition position;
    position.category = is_category(draft);
    if (position.category && self) position.levels = levels_of(context, self->id);
    position.categories_there = context.db.goods.count_categories_in(draft.node);
    if (self && is_category(self->draft) && self->draft.node == draft.node) --position.categories_there;
    for (auto node = draft.node; node;) {
        const auto record = context.db.goods.find(*node);
        if (!record || !is_category(record->draft)) position.node_is_category = false;
        if (self && self->id == *node) position.inside_itself = true;
        if (!position.node_is_category || position.inside_itself) break;
        ++position.node_level;
        node = record->draft.node;
    }
    return position;
}

loyalty::Refusal misplaced(PositionError fault) {
    if (fault == PositionError::node_invalid) return named_refusal(400, "goods.nodeIndex.invalid");
    return named_refusal(400, "goods.limitIsReached");
}

/// Why the draft cannot be taken, if so.
std::optional<loyalty::Refusal> refused(RequestContext& context, const loyalty::GoodsDraft& draft,
                                        const GoodsRecord* self) {
    Problems problems;
    for (std::size_t i = 0; i < draft.data.photos.size(); ++i) {
        const auto image = context.db.images.find(draft.data.photos[i]);
        if (!image || !image->size)
            problems.push_back({Errc::invalid_value,
                                "data.photos[" + std::to_string(i) + "]",
                                "the id of an uploaded image",
                                {}});
    }
    const auto namesake =
        draft.external_id ? context.db.goods.find_by_external_id(*draft.external_id) : std::nullopt;
    if (namesake && (!self || self->id != namesake->id))
        problems.push_back({Errc::duplicate, "externalId", "an id that nothing else has", {}});
    if (self && is_category(self->draft) && !is_category(draft) && context.db.goods.count_in(self->id) > 0)
        problems.push_back({Errc::invalid_value, "data.type", "CATEGORY, for things stand in it", {}});
    if (!problems.empty()) return refusal_of(problems);
    const auto fault = check_position(position_of(context, draft, self));
    return fault ? std::optional(misplaced(*fault)) : std::nullopt;
}

}  // namespace

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::ListGoods& call) {
    if (call.node && !context.db.goods.find(*call.node)) return refusal(Errc::not_found);
    loyalty::GoodsPage page;
    for (const auto& record : context.db.goods.page_of(call.node, call.max, call.offset))
        page.rows.push_back(shown(context, record));
    page.total = context.db.goods.count_in(call.node);
    return page;
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CreateGoods& call) {
    context.db.take_turn();
    if (const auto refusal = refused(context, call.draft, nullptr)) return *refusal;
    GoodsRecord record{0, context.now, call.draft};
    record.id = context.db.goods.add(record);
    return shown(context, record);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::GetGoods& call) {
    const auto record = goods_of(context, call.key);
    if (!record) return refusal(Errc::not_found);
    return shown(context, *record);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::UpdateGoods& call) {
    context.db.take_turn();
    auto record = goods_of(context, call.key);
    if (!record) return refusal(Errc::not_found);
    auto draft = call.draft;
    if (const auto* external_id = std::get_if<std::string>(&call.key))
        if (!draft.external_id) draft.external_id = *external_id;
    if (const auto refusal = refused(context, draft, &*record)) return *refusal;
    record->draft = std::move(draft);
    context.db.goods.update(*record);
    return shown(context, *record);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::DeleteGoods& call) {
    context.db.take_turn();
    const auto record = goods_of(context, call.key);
    if (!record) return refusal(Errc::not_found);
    if (context.db.goods.count_in(record->id) > 0)
        return bad_field("id", "Things stand in this category; take them out first.");
    context.db.goods.remove(record->id);
    return loyalty::Deleted();
}

}  // namespace tillpoints::cloud
