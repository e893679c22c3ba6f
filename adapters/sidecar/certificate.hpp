#pragma once
#include <cstdint>
#include <string>

#include "adapters/sidecar/settings.hpp"
#include "http/server.hpp"

namespace tillpoints::sidecar {

/// The certificate that the daemon makes for itself at first use, in the state directory: for its addresses
/// of the network, its names and this machine's name. It stays when the configuration changes, because
/// clients know it by its fingerprint. Throws std::runtime_error.
ServerIdentity own_certificate(const Settings& settings, const std::string& own_name);

/// SHA-256 of the certificate in the PEM file, in hexadecimal digits. Throws std::runtime_error.
std::string fingerprint_of(const std::string& cert_file);

/// Until when the certificate in the PEM file is good, as Unix time. Throws std::runtime_error.
std::int64_t expiry_of(const std::string& cert_file);

/// "AB:CD:..." as people compare it.
std::string fingerprint_for_people(const std::string& hex);

}  // namespace tillpoints::sidecar
