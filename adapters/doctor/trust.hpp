#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/doctor/facts.hpp"
#include "adapters/doctor/stream.hpp"

namespace tillpoints::doctor {

/// Does the handshake whatever the certificate is, and fills in the chain and why it is not believed.
/// False: there is no handshake; the facts say why.
bool secure(Stream& stream, const std::string& ca_file, const std::vector<std::string>& pins, Network& facts);

/// Why a file of authorities cannot be used; empty: it can.
std::string authorities_problem(const std::string& file);

/// The first certificate of a PEM file; nothing if there is none that can be read.
std::optional<Certificate> certificate_in(const std::string& file);

}  // namespace tillpoints::doctor
