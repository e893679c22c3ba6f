#pragma once
#include <cstdint>
#include <vector>

/// The order of a category in which people move something. Pure.
namespace tillpoints::cloud {

struct GoodsPlace {
    std::int64_t id = 0;
    std::int64_t place = 0;
    friend bool operator==(const GoodsPlace&, const GoodsPlace&) = default;
};

/// The places to write so that what stands in this order does; as few as the places that there are allow.
std::vector<GoodsPlace> new_places(const std::vector<GoodsPlace>& in_this_order);

}  // namespace tillpoints::cloud
