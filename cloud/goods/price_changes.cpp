#include "cloud/goods/price_changes.hpp"

#include <map>
#include <set>

#include "cloud/goods/category_paths.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;
using Positions = std::vector<const ListedGoods*>;

/// The list by what lines say of a position, and which positions they are about already.
class ListIndex {
  public:
    ListIndex(const std::vector<ListedGoods>& listed, const std::vector<PriceLine>& lines) {
        for (const auto& one : listed) {
            if (one.draft.external_id) by_code_.emplace(*one.draft.external_id, &one);
            if (one.draft.data.type == GoodsType::category) continue;
            by_place_[{one.draft.node.value_or(0), one.draft.name}].push_back(&one);
            by_name_[one.draft.name].push_back(&one);
        }
        // A code says more than a name, wherever its line stands in the table.
        for (const auto& line : lines)
            if (const auto* known = with_code(line)) claimed_.insert(known->id);
    }

    const ListedGoods* with_code(const PriceLine& line) const {
        const auto found = line.code ? by_code_.find(*line.code) : by_code_.end();
        return found == by_code_.end() ? nullptr : found->second;
    }

    /// Claims the one position of this name; nothing if there is none. `unclear` if it cannot be told which.
    const ListedGoods* claim_by_name(const PriceLine& line, const CategoryPlace& place, bool& unclear) {
        Positions free;
        bool taken = false;
        for (const auto* one : called(line, place)) {
            // Another code is another position, however it is called.
            if (line.code && one->draft.external_id) continue;
            if (claimed_.contains(one->id)) {
                taken = true;
            } else {
                free.push_back(one);
            }
        }
        unclear = free.size() > 1 || (free.empty() && taken);
        if (unclear || free.empty()) return nullptr;
        claimed_.insert(free.front()->id);
        return free.front();
    }

  private:
    Positions called(const PriceLine& line, const CategoryPlace& place) const {
        if (!place.missing.empty()) return {};
        if (!line.category) {
            const auto found = by_name_.find(line.name);
            return found == by_name_.end() ? Positions() : found->second;
        }
        const auto found = by_place_.find({place.node.value_or(0), line.name});
        return found == by_place_.end() ? Positions() : found->second;
    }

    std::map<std::string, const ListedGoods*> by_code_;
    std::map<std::pair<std::int64_t, std::string>, Positions> by_place_;
    std::map<std::string, Positions> by_name_;
    std::set<std::int64_t> claimed_;
};

PriceChange change_of(const PriceLine& line, const ListedGoods* known, CategoryPlace place) {
    PriceChange change;
    change.line = &line;
    auto draft = with_line(known ? known->draft : loyalty::GoodsDraft(), line);
    if (line.category) draft.node = place.node;
    if (known) {
        change.id = known->id;
        change.before = known->draft.data.ware.price;
    }
    if (!known || !place.missing.empty() || !(draft == known->draft)) change.draft = std::move(draft);
    change.new_categories = std::move(place.missing);
    return change;
}

}  // namespace

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

std::vector<PriceChange> price_changes(const std::vector<PriceLine>& lines,
                                       const std::vector<ListedGoods>& listed,
                                       std::vector<PriceFault>& faults) {
    const CategoryPaths categories(listed);
    ListIndex index(listed, lines);
    std::vector<PriceChange> out;
    for (const auto& line : lines) {
        auto place = categories.place_of(line.category.value_or(""));
        if (place.fault) {
            faults.push_back({line.line, "category", *place.fault});
            continue;
        }
        bool unclear = false;
        const auto* known = index.with_code(line);
        if (!known) known = index.claim_by_name(line, place, unclear);
        if (unclear) {
            faults.push_back({line.line, "name", Errc::duplicate});
            continue;
        }
        if (known && known->draft.data.type != GoodsType::item) {
            faults.push_back({line.line, line.code ? "code" : "name", Errc::unsupported});
            continue;
        }
        out.push_back(change_of(line, known, std::move(place)));
    }
    return out;
}

}  // namespace tillpoints::cloud
