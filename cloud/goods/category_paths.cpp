#include "cloud/goods/category_paths.hpp"

#include <algorithm>

#include "cloud/goods/catalog_position.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view inside = " / ";

std::vector<std::string> names_on(std::string_view path) {
    std::vector<std::string> names;
    for (;;) {
        const auto end = path.find(inside);
        names.emplace_back(path.substr(0, end));
        if (end == std::string_view::npos) return names;
        path.remove_prefix(end + inside.size());
    }
}

std::string path_of(const std::map<std::int64_t, const loyalty::GoodsDraft*>& categories, std::int64_t id) {
    std::string path;
    std::optional<std::int64_t> at = id;
    for (int level = 0; at && level < max_category_levels; ++level) {
        const auto found = categories.find(*at);
        if (found == categories.end()) break;
        path = path.empty() ? found->second->name : found->second->name + std::string(inside) + path;
        at = found->second->node;
    }
    return path;
}

}  // namespace

CategoryPaths::CategoryPaths(const std::vector<ListedGoods>& listed) {
    std::map<std::int64_t, const loyalty::GoodsDraft*> categories;
    for (const auto& one : listed)
        if (one.draft.data.type == loyalty::GoodsType::category) categories.emplace(one.id, &one.draft);
    for (const auto& [id, draft] : categories) {
        by_path_[path_of(categories, id)].push_back(id);
        by_name_[draft->name].push_back(id);
    }
}

CategoryPlace CategoryPaths::place_of(const std::string& path) const {
    CategoryPlace place;
    if (path.empty()) return place;
    const auto stands_at = [&](const std::map<std::string, Ids>& known, const std::string& name) {
        const auto found = known.find(name);
        if (found == known.end()) return false;
        place.node = found->second.front();
        if (found->second.size() > 1) place.fault = Errc::duplicate;
        return true;
    };
    if (stands_at(by_path_, path) || stands_at(by_name_, path)) return place;
    auto names = names_on(path);
    const bool empty =
        std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); });
    if (empty || names.size() > static_cast<std::size_t>(max_category_levels)) {
        place.fault = Errc::invalid_value;
        return place;
    }
    auto there = path;
    while (names.size() > 1) {
        there.resize(there.size() - names.back().size() - inside.size());
        place.missing.insert(place.missing.begin(), std::move(names.back()));
        names.pop_back();
        if (stands_at(by_path_, there)) return place;
    }
    place.missing.insert(place.missing.begin(), std::move(names.front()));
    return place;
}

}  // namespace tillpoints::cloud
