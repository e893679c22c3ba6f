#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "adapters/sidecar/commands.hpp"
#include "adapters/sidecar/employees.hpp"
#include "adapters/sidecar/exit_code.hpp"
#include "adapters/sidecar/pin.hpp"

namespace tillpoints::sidecar {
namespace {

/// Keeps what is typed from the screen while it lives.
class SilentTyping {
  public:
    SilentTyping() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        changed_ = true;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTyping() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    SilentTyping(const SilentTyping&) = delete;
    SilentTyping& operator=(const SilentTyping&) = delete;

  private:
    termios before_{};
    bool changed_ = false;
};

/// The PIN's hash; nothing if the PIN is not good.
std::optional<std::string> read_pin() {
    std::string pin;
    {
        const bool asks = ::isatty(STDIN_FILENO) == 1;
        if (asks) std::fputs("PIN: ", stderr);
        const SilentTyping silent;
        std::getline(std::cin, pin);
        if (asks) std::fputs("\n", stderr);
    }
    if (is_good_pin(pin)) return hash_pin(pin);
    std::fputs("tillpointsd: a PIN is 4 to 12 digits, not all the same and not one after the other\n",
               stderr);
    return {};
}

int refuse_stranger(const std::string& name) {
    std::fprintf(stderr, "tillpointsd: there is no employee %s; see: tillpointsd employee list\n",
                 name.c_str());
    return exit_usage;
}

void say_reload() {
    std::fputs("A running daemon takes this at SIGHUP: systemctl reload tillpointsd\n", stderr);
}

}  // namespace

int employee_add_command(const Settings& settings, const std::string& name, const std::string& role) {
    const auto known = role_of(role);
    if (!known || !is_employee_name(name)) {
        std::fputs("tillpointsd: a role is cashier, assistant or technician; a name has 1 to 64 bytes\n",
                   stderr);
        return exit_usage;
    }
    auto staff = load_staff(settings);
    if (staff.named(name) != nullptr) {
        std::fprintf(stderr, "tillpointsd: there is an employee %s already\n", name.c_str());
        return exit_usage;
    }
    const auto pin = read_pin();
    if (!pin) return exit_usage;
    staff.employees.push_back({"e" + std::to_string(staff.next++), name, *known, *pin});
    save_staff(settings, staff);
    say_reload();
    return exit_ok;
}

int employee_pin_command(const Settings& settings, const std::string& name) {
    auto staff = load_staff(settings);
    const auto found = std::find_if(staff.employees.begin(), staff.employees.end(),
                                    [&](const Employee& each) { return each.name == name; });
    if (found == staff.employees.end()) return refuse_stranger(name);
    const auto pin = read_pin();
    if (!pin) return exit_usage;
    found->pin = *pin;
    save_staff(settings, staff);
    say_reload();
    return exit_ok;
}

int employee_remove_command(const Settings& settings, const std::string& name) {
    auto staff = load_staff(settings);
    if (std::erase_if(staff.employees, [&](const Employee& each) { return each.name == name; }) == 0)
        return refuse_stranger(name);
    save_staff(settings, staff);
    say_reload();
    return exit_ok;
}

int employee_list_command(const Settings& settings) {
    for (const auto& each : load_staff(settings).employees)
        std::printf("%-6s %-11s %s\n", each.id.c_str(), word_of(each.role), each.name.c_str());
    return exit_ok;
}

}  // namespace tillpoints::sidecar
