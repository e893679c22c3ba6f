#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// What only the back office writes: sources and receipts without a customer.
class BackOfficeRepository {
  public:
    explicit BackOfficeRepository(Connection& connection) : connection_(connection) {}

    /// Adds the source, or changes the name of the one with this promo code.
    void set_source(const SourceRecord& source);
    std::optional<SourceRecord> find_source(const std::string& promo_code);
    /// In order of promo code.
    std::vector<SourceRecord> sources();
    /// False, and nothing changes, if there is a receipt with this id.
    bool add_receipt(const ReceiptRecord& receipt);
    std::optional<ReceiptRecord> find_receipt(const std::string& id);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
