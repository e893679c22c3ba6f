#pragma once
#include <optional>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Which ratings a list has.
struct RatingFilter {
    std::optional<std::int64_t> branch{};  ///< of purchases there
    bool unanswered = false;
};

/// Customers' ratings of their purchases, and what the shop answers.
class RatingRepository {
  public:
    explicit RatingRepository(Connection& connection) : connection_(connection) {}

    /// Replaces an earlier rating of this purchase; an answer to it stays.
    void rate(const RatingRecord& rating);
    std::optional<RatingRecord> find(OperationId purchase);
    /// Nobody else answers it until the transaction ends.
    std::optional<RatingRecord> lock(OperationId purchase);
    /// The newest first.
    std::vector<RatingRecord> newest(int max);
    /// The fewest stars first, and of these the newest.
    std::vector<RatingRecord> lowest(const RatingFilter& filter, int max, std::int64_t offset);
    /// Replaces an earlier answer.
    void answer(OperationId purchase, const RatingAnswer& answer);
    /// Takes the words, not the stars, of all ratings of a customer, and the words that answered them.
    void erase_words(ParticipantId customer);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
