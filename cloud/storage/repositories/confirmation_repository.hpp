#pragma once
#include <optional>
#include <string>

#include "cloud/ledger/confirmation_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Confirmations of redemptions, and the PINs of customers. Whoever changes those of a customer keeps the
/// customer's row, so that none is used twice.
class ConfirmationRepository {
  public:
    explicit ConfirmationRepository(Connection& connection) : connection_(connection) {}

    void add(const ConfirmationRecord& record);
    std::optional<ConfirmationRecord> find(const std::string& id);
    void count_try(const std::string& id);
    void give(const std::string& id, Timestamp expires);
    /// False, and nothing changes, if a purchase has used it.
    bool use(const std::string& id, OperationId purchase);
    /// Removes at most so many that expired by a moment; how many there were.
    int forget(Timestamp expired_by, int most);

    std::optional<PinRecord> pin_of(ParticipantId customer);
    /// Replaces an earlier one.
    void set_pin(const PinRecord& record);
    void remove_pin(ParticipantId customer);

    /// Removes all that is known here of a customer.
    void remove_of_customer(ParticipantId customer);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
