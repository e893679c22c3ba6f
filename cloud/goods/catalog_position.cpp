#include "cloud/goods/catalog_position.hpp"

namespace tillpoints::cloud {

std::optional<PositionError> check_position(const CatalogPosition& position) {
    if (!position.node_is_category || position.inside_itself) return PositionError::node_invalid;
    if (!position.category) return {};
    if (position.node_level + position.levels > max_category_levels) return PositionError::node_invalid;
    if (position.categories_there >= max_categories_together) return PositionError::limit_reached;
    return {};
}

}  // namespace tillpoints::cloud
