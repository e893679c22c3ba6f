#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// What a person may do on the pages.
enum class Role {
    cashier,     ///< sells and takes back, on the cashier's page
    assistant,   ///< looks at the panel
    technician,  ///< looks at the panel and decides there
};

std::optional<Role> role_of(std::string_view word);
const char* word_of(Role role);

/// A person who signs in to the pages by PIN.
struct Employee {
    std::string id;    ///< as receipts name the cashier; never given to another person
    std::string name;  ///< as people know the person; no two have the same
    Role role = Role::cashier;
    std::string pin;  ///< as hash_pin made it
    bool operator==(const Employee&) const = default;
};

/// Everybody who may sign in.
struct Staff {
    int next = 1;  ///< of the next id
    std::vector<Employee> employees;

    const Employee* named(std::string_view name) const;
    const Employee* with_id(std::string_view id) const;
};

/// A name of 1 to 64 bytes of UTF-8 without control characters.
bool is_employee_name(const std::string& name);

/// The staff, in the state directory: the commands write it, and the daemon reads it at start and at SIGHUP.
/// Empty where there is no file. Throws std::runtime_error if the file is not as `save_staff` writes it.
Staff load_staff(const Settings& settings);
void save_staff(const Settings& settings, const Staff& staff);

}  // namespace tillpoints::sidecar
