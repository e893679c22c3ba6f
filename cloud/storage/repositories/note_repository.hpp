#pragma once
#include <optional>
#include <vector>

#include "cloud/ledger/note_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Notes on customers.
class NoteRepository {
  public:
    explicit NoteRepository(Connection& connection) : connection_(connection) {}

    /// `note.id` is ignored; answers the new one.
    std::int64_t add(const CustomerNote& note);
    std::optional<CustomerNote> find(std::int64_t id);
    /// The newest first.
    std::vector<CustomerNote> of_customer(ParticipantId customer);
    void remove(std::int64_t id);
    void remove_of_customer(ParticipantId customer);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
