#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/draw_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Prize draws, their lists and their winners. The database refuses to change what is promised to stay.
class DrawRepository {
  public:
    explicit DrawRepository(Connection& connection) : connection_(connection) {}

    /// `draw.id` is ignored; answers the new one.
    std::int64_t add(const Draw& draw);
    std::optional<Draw> find(std::int64_t id);
    std::optional<Draw> find_by_key(std::int64_t person, const std::string& key);
    /// In the order in which they were arranged.
    std::vector<Draw> all();
    /// Nobody else works on it until the transaction ends.
    std::optional<Draw> lock(std::int64_t id);
    /// The first draw in this state.
    std::optional<Draw> first_in(DrawState state);
    /// The same, but one that no other transaction works on; nobody else does until this one ends.
    std::optional<Draw> take(DrawState state);
    /// Writes what changes of a draw: who asked and when, how far the list is, and that it was drawn.
    void update(const Draw& draw);

    void add_participant(std::int64_t draw, const DrawParticipant& participant);
    /// In order of their numbers.
    std::vector<DrawParticipant> participants(std::int64_t draw);
    /// A customer's unrefunded purchases of a period.
    std::int64_t purchases(ParticipantId customer, const Period& period);

    void add_winner(const DrawWinner& winner);
    /// In the order in which they were drawn.
    std::vector<DrawWinner> winners(std::int64_t draw);
    bool has_waiting_winner();
    /// A winner who has not got the prize and whom no other transaction is just giving it.
    std::optional<DrawWinner> take_waiting_winner();
    /// Writes the state, and whether the winner was told.
    void update(const DrawWinner& winner);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
