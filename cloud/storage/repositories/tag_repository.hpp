#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The tags of the shop, and which customer has which.
class TagRepository {
  public:
    explicit TagRepository(Connection& connection) : connection_(connection) {}

    /// The tag of this name; it is created if it is new.
    loyalty::Tag find_or_add(const std::string& name);
    /// In order of id.
    std::vector<loyalty::Tag> all();
    std::vector<loyalty::Tag> of_customer(ParticipantId customer);
    /// Adds tags to those the customer has. Every id must be that of a tag.
    void add_to_customer(ParticipantId customer, const std::vector<std::int64_t>& ids);
    /// Replaces the customer's tags. Every id must be that of a tag.
    void set_of_customer(ParticipantId customer, const std::vector<std::int64_t>& ids);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
