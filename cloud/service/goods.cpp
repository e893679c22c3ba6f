#include <algorithm>

#include "cloud/goods/place.hpp"
#include "cloud/service/answers.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;

/// More than a category can hold of what the walks below look for.
constexpr int everything = 1'000'000;

std::optional<GoodsRecord> goods_of(Desk& desk, const loyalty::GoodsKey& key) {
    if (const auto* id = std::get_if<std::int64_t>(&key)) return desk.books.goods(*id);
    return desk.books.goods_by_external_id(std::get<std::string>(key));
}

bool is_category(const loyalty::GoodsDraft& draft) {
    return draft.data.type == GoodsType::category;
}

loyalty::Goods shown(Desk& desk, const GoodsRecord& record) {
    loyalty::Goods goods{record.id, record.created, record.draft, false, {}};
    for (const auto& photo : record.draft.data.photos)
        goods.image_urls.push_back(desk.premises.base_url + "/images/" + photo);
    return goods;
}

/// How many levels of categories stand in this one, itself included.
int levels_of(Desk& desk, std::int64_t category) {
    int below = 0;
    for (const auto& record : desk.books.goods_in(category, everything, 0))
        if (is_category(record.draft)) below = std::max(below, levels_of(desk, record.id));
    return below + 1;
}

/// Where `draft` wants to stand; `self` is what is placed anew.
Place place_of(Desk& desk, const loyalty::GoodsDraft& draft, const GoodsRecord* self) {
    Place place;
    place.category = is_category(draft);
    if (place.category && self) place.levels = levels_of(desk, self->id);
    place.categories_there = desk.books.count_categories_in(draft.node);
    if (self && is_category(self->draft) && self->draft.node == draft.node) --place.categories_there;
    for (auto node = draft.node; node;) {
        const auto record = desk.books.goods(*node);
        if (!record || !is_category(record->draft)) place.node_is_category = false;
        if (self && self->id == *node) place.inside_itself = true;
        if (!place.node_is_category || place.inside_itself) break;
        ++place.node_level;
        node = record->draft.node;
    }
    return place;
}

loyalty::Refusal misplaced(PlaceFault fault) {
    if (fault == PlaceFault::node_invalid) return named_refusal(400, "goods.nodeIndex.invalid");
    return named_refusal(400, "goods.limitIsReached");
}

/// Why the draft cannot be taken, if so.
std::optional<loyalty::Refusal> refused(Desk& desk, const loyalty::GoodsDraft& draft,
                                        const GoodsRecord* self) {
    Problems problems;
    for (std::size_t i = 0; i < draft.data.photos.size(); ++i) {
        const auto image = desk.books.image(draft.data.photos[i]);
        if (!image || !image->size)
            problems.push_back({Errc::invalid_value,
                                "data.photos[" + std::to_string(i) + "]",
                                "the id of an uploaded image",
                                {}});
    }
    const auto namesake =
        draft.external_id ? desk.books.goods_by_external_id(*draft.external_id) : std::nullopt;
    if (namesake && (!self || self->id != namesake->id))
        problems.push_back({Errc::duplicate, "externalId", "an id that nothing else has", {}});
    if (self && is_category(self->draft) && !is_category(draft) && desk.books.count_goods_in(self->id) > 0)
        problems.push_back({Errc::invalid_value, "data.type", "CATEGORY, for things stand in it", {}});
    if (!problems.empty()) return refusal_of(problems);
    const auto fault = judge_place(place_of(desk, draft, self));
    return fault ? std::optional(misplaced(*fault)) : std::nullopt;
}

}  // namespace

loyalty::ShopAnswer handle(Desk& desk, const loyalty::ListGoods& call) {
    if (call.node && !desk.books.goods(*call.node)) return refusal(Errc::not_found);
    loyalty::GoodsPage page;
    for (const auto& record : desk.books.goods_in(call.node, call.max, call.offset))
        page.rows.push_back(shown(desk, record));
    page.total = desk.books.count_goods_in(call.node);
    return page;
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::CreateGoods& call) {
    if (const auto refusal = refused(desk, call.draft, nullptr)) return *refusal;
    GoodsRecord record{0, desk.now, call.draft};
    record.id = desk.books.add_goods(record);
    return shown(desk, record);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::GetGoods& call) {
    const auto record = goods_of(desk, call.key);
    if (!record) return refusal(Errc::not_found);
    return shown(desk, *record);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::UpdateGoods& call) {
    auto record = goods_of(desk, call.key);
    if (!record) return refusal(Errc::not_found);
    auto draft = call.draft;
    if (const auto* external_id = std::get_if<std::string>(&call.key))
        if (!draft.external_id) draft.external_id = *external_id;
    if (const auto refusal = refused(desk, draft, &*record)) return *refusal;
    record->draft = std::move(draft);
    desk.books.update_goods(*record);
    return shown(desk, *record);
}

loyalty::ShopAnswer handle(Desk& desk, const loyalty::DeleteGoods& call) {
    const auto record = goods_of(desk, call.key);
    if (!record) return refusal(Errc::not_found);
    if (desk.books.count_goods_in(record->id) > 0)
        return bad_field("id", "Things stand in this category; take them out first.");
    desk.books.remove_goods(record->id);
    return loyalty::Deleted();
}

}  // namespace tillpoints::cloud
