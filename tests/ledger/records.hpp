#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/json.hpp"
#include "protocol/money.hpp"

/// The three records that must agree, as values: the plugin's exported entries, the register's printed
/// documents, the loyalty cloud's operations.
namespace tillpoints::ledger {

enum class Kind { purchase, refund, reward };

/// One entry of the plugin's journal.
struct ExportedEntry {
    std::string number;
    std::string cloud_number;  ///< of a purchase: its operation's number
    std::string receipt;
    Kind kind = Kind::purchase;
    std::string state;
    bool wanted = true;
    Points points;
    std::optional<Money> total;  ///< of a purchase, or of a partial refund
    std::optional<std::int64_t> operation;
    std::optional<std::int64_t> reversal;
    std::string purchase;  ///< of a refund or reward: the number of the sale's entry
    std::string parking;   ///< why it is parked; empty: it is not
    Money loss;            ///< what being parked or given up costs
    bool offline = false;  ///< redeemed while the cloud was unreachable
};

struct PrintedLine {
    Money price;
    std::int64_t quantity = 0;  ///< thousandths
    Money sum;
    Money full_price;
};

/// One document of the register's fiscal storage.
struct Printed {
    std::string receipt;
    bool is_return = false;
    std::string customer;  ///< the status of the customer's look-up; empty: no customer
    std::string original;  ///< of a return: its sale, where the register knew it
    std::vector<PrintedLine> lines;
    Money full_total;
    Money lines_total;
    Money discount;
    Money tender;
    Money total;
    bool award_promised = false;  ///< a customer was told of an award for goods that take part
    /// What the offer that was printed promised; nothing if another sum was printed than offered.
    std::optional<Points> promised_award = {};
    Money paid;  ///< sum of the payments
};

/// One operation of the cloud. Signs as in the protocol: spent points are negative.
struct CloudOperation {
    std::int64_t id = 0;
    std::string number;
    std::string state;
    std::optional<std::int64_t> origin;  ///< of a reversal: the operation it takes back
    Points points;
    Points award;
    Money total;
};

struct CloudLedger {
    bool balanced = false;
    std::vector<std::string> faults;
    std::vector<CloudOperation> operations;
    std::vector<Points> rewards;  ///< given (or taken) outside purchases, one each
};

struct Records {
    std::vector<ExportedEntry> entries;
    std::vector<Printed> printed;
    CloudLedger cloud;
};

/// Each throws std::runtime_error that names line and member where the text is not what it should be.
std::vector<ExportedEntry> read_export(const std::string& jsonl);
std::vector<Printed> read_fiscal(const std::string& jsonl);
CloudLedger read_cloud(const std::string& json);

}  // namespace tillpoints::ledger
