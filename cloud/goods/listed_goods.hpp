#pragma once
#include "protocol/loyalty/goods.hpp"

namespace tillpoints::cloud {

/// A position of the list as it is; categories are positions, too.
struct ListedGoods {
    std::int64_t id = 0;
    loyalty::GoodsDraft draft;
};

}  // namespace tillpoints::cloud
