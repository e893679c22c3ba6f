#pragma once
#include <string>

#include "protocol/ids.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::cloud {

/// What a person of the company wrote about a customer.
struct CustomerNote {
    std::int64_t id = 0;
    ParticipantId customer;
    std::int64_t by = 0;  ///< person
    Timestamp written{};
    std::string text{};
    friend bool operator==(const CustomerNote&, const CustomerNote&) = default;
};

}  // namespace tillpoints::cloud
