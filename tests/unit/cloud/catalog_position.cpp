#include "cloud/goods/catalog_position.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

namespace {

CatalogPosition category_at(int node_level, int levels = 1, std::int64_t together = 0) {
    CatalogPosition position;
    position.category = true;
    position.node_level = node_level;
    position.levels = levels;
    position.categories_there = together;
    return position;
}

}  // namespace

TEST_CASE("categories stand at most three levels deep, counting the categories inside them") {
    for (int level = 0; level <= 3; ++level)
        for (int levels = 1; levels <= 3; ++levels) {
            INFO(level << " and " << levels);
            CHECK((check_position(category_at(level, levels)) == PositionError::node_invalid) ==
                  (level + levels > 3));
        }
}

TEST_CASE("the twentieth category fits, the twenty-first does not") {
    CHECK_FALSE(check_position(category_at(0, 1, 19)));
    CHECK(check_position(category_at(0, 1, 20)) == PositionError::limit_reached);
}

TEST_CASE("goods stand in a category or at the top, not in other goods") {
    CatalogPosition goods;
    goods.node_level = 3;
    goods.categories_there = 20;
    CHECK_FALSE(check_position(goods));
    goods.node_is_category = false;
    CHECK(check_position(goods) == PositionError::node_invalid);
}

TEST_CASE("a category cannot stand in itself") {
    auto position = category_at(1);
    position.inside_itself = true;
    CHECK(check_position(position) == PositionError::node_invalid);
}
