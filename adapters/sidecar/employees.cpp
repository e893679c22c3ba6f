#include "adapters/sidecar/employees.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "adapters/sidecar/private_file.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::array roles{std::pair{Role::cashier, "cashier"}, std::pair{Role::assistant, "assistant"},
                           std::pair{Role::technician, "technician"}};
constexpr std::size_t longest_name = 64;

std::string staff_file(const Settings& settings) {
    return settings.state_directory + "/employees.json";
}

Employee read_employee(const Json& json) {
    const auto role = role_of(json.at("role").get<std::string>());
    if (!role) throw std::runtime_error("an employee of an unknown role");
    return {json.at("id"), json.at("name"), *role, json.at("pin")};
}

template <class Matches>
const Employee* first(const std::vector<Employee>& employees, Matches matches) {
    const auto found = std::find_if(employees.begin(), employees.end(), matches);
    return found == employees.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Role> role_of(std::string_view word) {
    for (const auto& [role, name] : roles)
        if (word == name) return role;
    return {};
}

const char* word_of(Role role) {
    for (const auto& [each, name] : roles)
        if (each == role) return name;
    return "";
}

const Employee* Staff::named(std::string_view name) const {
    return first(employees, [&](const Employee& each) { return each.name == name; });
}

const Employee* Staff::with_id(std::string_view id) const {
    return first(employees, [&](const Employee& each) { return each.id == id; });
}

bool is_employee_name(const std::string& name) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (name.empty() || name.size() > longest_name || std::any_of(name.begin(), name.end(), is_control))
        return false;
    try {
        static_cast<void>(Json(name).dump());  // throws where it is not UTF-8
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

Staff load_staff(const Settings& settings) {
    const auto text = read_file(staff_file(settings));
    if (!text) return {};
    try {
        const auto json = Json::parse(*text);
        Staff staff{json.at("next"), {}};
        for (const auto& each : json.at("employees")) staff.employees.push_back(read_employee(each));
        return staff;
    } catch (const std::exception& failure) {
        throw std::runtime_error(staff_file(settings) + " cannot be read: " + failure.what());
    }
}

void save_staff(const Settings& settings, const Staff& staff) {
    Json employees = Json::array();
    for (const auto& each : staff.employees)
        employees.push_back(
            {{"id", each.id}, {"name", each.name}, {"role", word_of(each.role)}, {"pin", each.pin}});
    write_private(staff_file(settings), Json{{"next", staff.next}, {"employees", employees}}.dump(1));
}

}  // namespace tillpoints::sidecar
