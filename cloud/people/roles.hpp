#pragma once
#include <optional>
#include <string_view>

#include "cloud/ledger/person_records.hpp"
#include "protocol/error.hpp"

namespace tillpoints::cloud {

/// "owner", "manager", "marketer", "accountant", "employee".
std::string_view word_of(Role role);
std::optional<Role> role_of(std::string_view word);

/// What is wrong with a new person; nothing if it may be added. A manager has a branch, and an employee is
/// somebody at the till.
std::optional<Problem> refuse_person(const PersonRecord& person);

}  // namespace tillpoints::cloud
