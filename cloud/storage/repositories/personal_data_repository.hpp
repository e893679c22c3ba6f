#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/phone.hpp"

namespace tillpoints::cloud {

class Connection;

/// What a value means. Amounts are hundredths, moments milliseconds since 1970.
enum class HeldKind { number, text, moment, amount, flag, customer, document };

struct HeldColumn {
    const char* name;
    HeldKind kind;
    const char* expression = nullptr;  ///< what is read, where it is not the column itself
};

/// Which value a row names the customer by.
enum class HeldBy { customer, phone, account, subject };

/// A table with rows about single customers.
struct HeldTable {
    const char* name;
    const char* key;  ///< the column that names the customer
    HeldBy by;
    std::vector<HeldColumn> columns;
    std::vector<const char*>
        withheld{};              ///< columns that nobody is shown: whoever knows them could pay or sign in
    const char* from = nullptr;  ///< what is read and on which condition, where it is more than the key
};

struct HeldValue {
    std::optional<std::int64_t> number;
    std::optional<std::string> text;  ///< of texts and documents; neither: null
};

/// Every table with rows about single customers. A test compares it with the schema.
std::span<const HeldTable> held_tables();

/// All that is held of one customer, whichever table holds it.
class PersonalDataRepository {
  public:
    explicit PersonalDataRepository(Connection& connection) : connection_(connection) {}

    /// The rows of one of `held_tables()`, each with a value for each of its columns; at most `most`.
    std::vector<std::vector<HeldValue>> rows(const HeldTable& table, ParticipantId customer,
                                             const std::optional<Phone>& phone, const std::string& subject,
                                             int most);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
