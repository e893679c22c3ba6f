#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"
#include "cloud/ledger/person_records.hpp"
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud {

class Connection;

/// What only people in the console ask: lists of customers, operations and orders, and points by
/// hand that wait for a second person.
class ConsoleRepository {
  public:
    explicit ConsoleRepository(Connection& connection) : connection_(connection) {}

    /// Customers whose name begins with one of these texts, each of three characters or more; by name, those
    /// of the first text first.
    std::vector<ParticipantId> customers_named(const std::vector<std::string>& beginnings, int max);
    /// Purchases and refunds of a customer, of one branch if it is named; the newest first.
    std::vector<OperationId> operations_of(ParticipantId customer, std::optional<std::int64_t> branch,
                                           int max, std::int64_t offset);
    /// When the first operation was made.
    std::optional<Timestamp> first_operation();
    /// Orders in this state, the newest first.
    std::vector<std::int64_t> orders_in(loyalty::OrderState state, int max);

    /// `record.id` is ignored; answers the new one.
    std::int64_t add_point_request(const PointRequestRecord& record);
    std::optional<PointRequestRecord> find_point_request(std::int64_t person, const std::string& key);
    /// Nobody else decides about it until the transaction ends.
    std::optional<PointRequestRecord> lock_point_request(std::int64_t id);
    /// Those that wait, in the order they were asked.
    std::vector<PointRequestRecord> waiting_point_requests();
    /// How many points this person gave or took alone since, whatever the sign.
    Points points_moved_alone(std::int64_t person, Timestamp since);
    void decide_point_request(std::int64_t id, PointRequestState state, std::int64_t by);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
