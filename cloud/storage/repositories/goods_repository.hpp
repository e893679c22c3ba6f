#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The price list: goods and the categories they stand in.
class GoodsRepository {
  public:
    explicit GoodsRepository(Connection& connection) : connection_(connection) {}

    /// `record.id` is ignored; returns the new id. It stands behind all that stand there.
    std::int64_t add(const GoodsRecord& record);
    std::optional<GoodsRecord> find(std::int64_t id);
    /// Nobody else changes them until the transaction ends. Who locks several begins with the smallest id.
    void lock(std::int64_t id);
    std::optional<GoodsRecord> find_by_external_id(const std::string& external_id);
    void update(const GoodsRecord& record);
    void remove(std::int64_t id);
    /// What stands directly in a category, or at the top: categories first, each in order of place and id.
    std::vector<GoodsRecord> page_of(std::optional<std::int64_t> node, int max, std::int64_t offset);
    /// All of the list, in order of id, behind this one.
    std::vector<GoodsRecord> page_after(std::int64_t id, int max);
    void set_place(std::int64_t id, std::int64_t place);
    std::int64_t count_in(std::optional<std::int64_t> node);
    std::int64_t count_categories_in(std::optional<std::int64_t> node);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
