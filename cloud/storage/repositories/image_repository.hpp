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
    /// Is there a slot or a picture at all?
    bool any();
    /// False if it was here before, or its slot is gone.
    bool set_size(const std::string& id, std::int64_t size);
    /// Forgets slots that ended by `unused` with nothing put, and pictures whose slot ended by `unshown` and
    /// that no goods show; at most `max` of them. Answers how many.
    int forget(Timestamp unused, Timestamp unshown, int max);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
