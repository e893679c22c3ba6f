#include "cloud/goods/place.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

namespace {

Place category_at(int node_level, int levels = 1, std::int64_t together = 0) {
    Place place;
    place.category = true;
    place.node_level = node_level;
    place.levels = levels;
    place.categories_there = together;
    return place;
}

}  // namespace

TEST_CASE("categories stand three levels deep and no deeper, with all that stands in them") {
    for (int level = 0; level <= 3; ++level)
        for (int levels = 1; levels <= 3; ++levels) {
            INFO(level << " and " << levels);
            CHECK((judge_place(category_at(level, levels)) == PlaceFault::node_invalid) ==
                  (level + levels > 3));
        }
}

TEST_CASE("the twentieth category fits, the twenty-first does not") {
    CHECK_FALSE(judge_place(category_at(0, 1, 19)));
    CHECK(judge_place(category_at(0, 1, 20)) == PlaceFault::limit_reached);
}

TEST_CASE("goods stand anywhere but in other goods") {
    Place goods;
    goods.node_level = 3;
    goods.categories_there = 20;
    CHECK_FALSE(judge_place(goods));
    goods.node_is_category = false;
    CHECK(judge_place(goods) == PlaceFault::node_invalid);
}

TEST_CASE("a category cannot stand in itself") {
    auto place = category_at(1);
    place.inside_itself = true;
    CHECK(judge_place(place) == PlaceFault::node_invalid);
}
