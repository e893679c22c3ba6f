#pragma once
#include <cstdint>
#include <optional>

namespace tillpoints::cloud {

inline constexpr int max_category_levels = 3;
inline constexpr std::int64_t max_categories_together = 20;

/// Where in the price list goods or a category are to be placed.
struct CatalogPosition {
    bool category = false;  ///< what is placed is a category, not goods
    int levels = 1;         ///< of a category: its own level and those below it
    bool node_is_category = true;
    bool inside_itself = false;  ///< the node is the category itself or stands in it
    int node_level = 0;          ///< 0: the top of the list
    std::int64_t categories_there = 0;
};

enum class PositionError { node_invalid, limit_reached };

/// Goods stand in any category or at the top; categories at most three levels deep and at most twenty
/// together.
std::optional<PositionError> check_position(const CatalogPosition& position);

}  // namespace tillpoints::cloud
