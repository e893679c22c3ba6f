#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cloud/goods/listed_goods.hpp"
#include "protocol/error.hpp"

/// How a table calls the categories of a price list: by the way to them from the top, "Tea / Large". Pure.
namespace tillpoints::cloud {

/// Where a line wants to stand.
struct CategoryPlace {
    std::optional<std::int64_t> node;  ///< the category that there is; absent: the top
    std::vector<std::string> missing;  ///< the categories that are not there yet, each inside the one before
    std::optional<Errc> fault;         ///< `duplicate`: several categories are called so
};

class CategoryPaths {
  public:
    explicit CategoryPaths(const std::vector<ListedGoods>& listed);
    /// A last name alone will do where no path is called so and only one category is.
    CategoryPlace place_of(const std::string& path) const;

  private:
    using Ids = std::vector<std::int64_t>;
    std::map<std::string, Ids> by_path_;
    std::map<std::string, Ids> by_name_;
};

}  // namespace tillpoints::cloud
