#pragma once
#include <string>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// The commands beside serving; each prints for the technician and returns the exit status.
int check_command(const std::string& config_file, Settings settings);
int token_command(const Settings& settings, const std::string& terminal);
int enrol_command(const Settings& settings, const std::string& terminal);
int revoke_command(const Settings& settings, const std::string& terminal);
int fingerprint_command(const Settings& settings);

/// Who may sign in to the pages. A PIN is read from the standard input, without showing it on a terminal.
int employee_add_command(const Settings& settings, const std::string& name, const std::string& role);
int employee_pin_command(const Settings& settings, const std::string& name);
int employee_remove_command(const Settings& settings, const std::string& name);
int employee_list_command(const Settings& settings);

/// What the QR code of an enrolment says: where to go, with which code, and which certificate to trust there
/// (SHA-256 in base64url without padding). `fingerprint` is in hexadecimal digits.
std::string enrolment_link(const std::string& place, const std::string& code, const std::string& fingerprint);

}  // namespace tillpoints::sidecar
