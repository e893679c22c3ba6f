#include "cloud/goods/price_changes.hpp"

#include <map>

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;
using NamedIn = std::pair<std::string, std::string>;

/// The list by what lines say of a position.
struct ListIndex {
    explicit ListIndex(const std::vector<ListedGoods>& listed) {
        for (const auto& one : listed)
            if (one.draft.data.type == GoodsType::category) categories.emplace(one.id, one.draft.name);
        for (const auto& one : listed) {
            if (one.draft.external_id) by_code.emplace(*one.draft.external_id, &one);
            if (one.draft.data.type != GoodsType::category) by_name.emplace(place_of(one.draft), &one);
        }
    }
    NamedIn place_of(const loyalty::GoodsDraft& draft) const { return {category_of(draft), draft.name}; }
    std::string category_of(const loyalty::GoodsDraft& draft) const {
        const auto found = draft.node ? categories.find(*draft.node) : categories.end();
        return found == categories.end() ? std::string() : found->second;
    }
    const ListedGoods* position_of(const PriceLine& line) const {
        if (line.code)
            if (const auto found = by_code.find(*line.code); found != by_code.end()) return found->second;
        const auto found = by_name.find({line.category, line.name});
        if (found == by_name.end()) return nullptr;
        // Another code is another position, however it is called.
        return line.code && found->second->draft.external_id ? nullptr : found->second;
    }

    std::map<std::int64_t, std::string> categories;
    std::map<std::string, const ListedGoods*> by_code;
    std::map<NamedIn, const ListedGoods*> by_name;
};

loyalty::GoodsDraft with_line(loyalty::GoodsDraft draft, const PriceLine& line) {
    draft.name = line.name;
    draft.data.ware.price = line.price;
    if (line.code) draft.external_id = line.code;
    if (line.description) {
        draft.data.description = line.description;
        if (line.description->empty()) draft.data.description.reset();
    }
    if (line.hidden) draft.hidden = *line.hidden;
    return draft;
}

}  // namespace

std::vector<PriceChange> price_changes(const std::vector<PriceLine>& lines,
                                       const std::vector<ListedGoods>& listed,
                                       std::vector<PriceFault>& faults) {
    const ListIndex index(listed);
    std::vector<PriceChange> out;
    for (const auto& line : lines) {
        const auto* known = index.position_of(line);
        if (known && known->draft.data.type != GoodsType::item) {
            faults.push_back({line.line, line.code ? "code" : "name", Errc::unsupported});
            continue;
        }
        PriceChange change;
        change.line = &line;
        if (!known) {
            change.draft = with_line({}, line);
        } else {
            change.id = known->id;
            change.before = known->draft.data.ware.price;
            auto draft = with_line(known->draft, line);
            const bool moves = index.category_of(known->draft) != line.category;
            if (moves || !(draft == known->draft)) change.draft = std::move(draft);
        }
        out.push_back(std::move(change));
    }
    return out;
}

}  // namespace tillpoints::cloud
