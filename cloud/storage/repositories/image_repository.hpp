#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Upload slots for pictures, and the pictures that were uploaded. The bytes are files outside the database.
class ImageRepository {
  public:
    explicit ImageRepository(Connection& connection) : connection_(connection) {}

    void add(const ImageRecord& record);
    std::optional<ImageRecord> find(const std::string& id);
    /// Is there any upload slot or picture?
    bool any();
    /// Notes that the picture was uploaded. False if it was uploaded before, or its slot is gone.
    bool set_size(const std::string& id, std::int64_t size);
    /// Removes slots that ended by `unused` without an upload, and pictures whose slot ended by `unshown` and
    /// that neither goods nor the company show; at most `max` of them. Returns how many.
    int remove_unused(Timestamp unused, Timestamp unshown, int max);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
