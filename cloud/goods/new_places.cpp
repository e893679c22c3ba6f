#include "cloud/goods/new_places.hpp"

#include <algorithm>

namespace tillpoints::cloud {

std::vector<GoodsPlace> new_places(const std::vector<GoodsPlace>& in_this_order) {
    std::vector<std::int64_t> places;
    for (const auto& one : in_this_order) places.push_back(one.place);
    std::sort(places.begin(), places.end());
    for (std::size_t at = 1; at < places.size(); ++at) places[at] = std::max(places[at], places[at - 1] + 1);
    std::vector<GoodsPlace> out;
    for (std::size_t at = 0; at < places.size(); ++at)
        if (in_this_order[at].place != places[at]) out.push_back({in_this_order[at].id, places[at]});
    return out;
}

}  // namespace tillpoints::cloud
