#include "cloud/people/roles.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::string_view role_words[] = {"owner", "manager", "marketer", "accountant", "employee"};

bool is_login(std::string_view text) {
    return text.size() >= 2 && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '.' || c == '-' || c == '_';
           });
}

}  // namespace

std::string_view word_of(Role role) {
    return role_words[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view word) {
    const auto* found = std::find(std::begin(role_words), std::end(role_words), word);
    if (found == std::end(role_words)) return {};
    return static_cast<Role>(found - std::begin(role_words));
}

std::optional<Problem> refuse_person(const PersonRecord& person) {
    if (!is_login(person.login))
        return Problem{Errc::invalid_value, "login", "2 to 32 of a-z, 0-9, '.', '-' and '_'", {}};
    if (person.name.empty()) return Problem{Errc::missing_field, "name", "what to call the person", {}};
    if (person.branch.has_value() != (person.role == Role::manager))
        return Problem{Errc::invalid_value, "branch", "one for a manager, and for nobody else", {}};
    if (person.cashier.has_value() != (person.role == Role::employee))
        return Problem{Errc::invalid_value, "cashier", "one for an employee, and for nobody else", {}};
    return {};
}

}  // namespace tillpoints::cloud
