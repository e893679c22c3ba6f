#pragma once
#include <optional>
#include <string>

#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The rows of a programme's versions, and what its trial needs of the past.
namespace tillpoints::cloud {

/// A programme that people of the company set, from a moment of the shop's time on.
struct ProgrammeVersion {
    std::int64_t id = 0;
    Timestamp made;  ///< real time
    std::optional<std::int64_t> person;
    Timestamp starts;
    std::string document;  ///< JSON (programme.schema.json)
    std::string note;      ///< why
    std::string changes;   ///< what it changed of the one in force when it was made: JSON
    bool withdrawn = false;
    friend bool operator==(const ProgrammeVersion&, const ProgrammeVersion&) = default;
};

/// When a version begins to count, if it is not withdrawn.
struct ProgrammeStart {
    std::int64_t id = 0;
    Timestamp starts;
    bool withdrawn = false;
    friend bool operator==(const ProgrammeStart&, const ProgrammeStart&) = default;
};

/// Parts of a purchase's total, where there are any.
struct ExcludedParts {
    Money skip_loyalty;
    Money unredeemable;
    friend bool operator==(const ExcludedParts&, const ExcludedParts&) = default;
};

/// What a customer had spent and bought before a moment, refunds taken off.
struct SpentBefore {
    Money cash;
    std::int64_t purchases = 0;
    friend bool operator==(const SpentBefore&, const SpentBefore&) = default;
};

struct Newcomers {
    std::int64_t all = 0;
    std::int64_t invited = 0;
    friend bool operator==(const Newcomers&, const Newcomers&) = default;
};

}  // namespace tillpoints::cloud
