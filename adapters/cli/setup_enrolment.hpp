#pragma once
#include <optional>
#include <string>

#include "adapters/fleet/membership.hpp"

namespace tillpoints::cli {

/// Opens the bundle that a code belongs to: a file, a folder with bundles, or an https address; empty: the
/// folder in which the tool was started. Throws BadInput with what is wrong: no such code, no bundle, another
/// fleet's, or one whose time is over.
fleet::Enrolment opened_enrolment(const std::string& code, const std::string& bundle,
                                  const std::string& membership_file);

/// Writes fleet.json and the drop-in of the settings that the enrolment brings.
void write_enrolment(const fleet::Enrolment& enrolment, const std::string& config,
                     const std::string& membership_file);

/// The authorities to believe where a terminal reports, beside fleet.json; empty: the system's.
std::string certificates_beside(const std::string& membership_file);
/// fleet.json beside this configuration.
std::string membership_beside(const std::string& config);
/// The drop-in that the fleet owns.
std::string fleet_drop_in(const std::string& config);

}  // namespace tillpoints::cli
