#include "cloud/goods/place.hpp"

namespace tillpoints::cloud {

std::optional<PlaceFault> judge_place(const Place& place) {
    if (!place.node_is_category || place.inside_itself) return PlaceFault::node_invalid;
    if (!place.category) return {};
    if (place.node_level + place.levels > most_category_levels) return PlaceFault::node_invalid;
    if (place.categories_there >= most_categories_together) return PlaceFault::limit_reached;
    return {};
}

}  // namespace tillpoints::cloud
