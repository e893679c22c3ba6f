#include "cloud/goods/new_places.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

using Written = std::vector<GoodsPlace>;

TEST_CASE("what is moved by one changes two places, however long the list is and whatever gaps it has") {
    Written order;
    for (std::int64_t at = 0; at < 5000; ++at) order.push_back({at + 1, 10 * at + 7});
    CHECK(new_places(order).empty());
    std::swap(order[1], order[2]);
    CHECK(new_places(order) == Written{{3, 17}, {2, 27}});
}

TEST_CASE("things that stand at one place get places of their own") {
    CHECK(new_places({{2, 0}, {1, 0}, {3, 0}, {4, 9}}) == Written{{1, 1}, {3, 2}});
}
