#pragma once
#include <string>
#include <vector>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// The terminals' tokens, of which only the digests are stored, and the terminals that were enrolled by a
/// code and stand in no configuration. All in the folders of the terminals, readable for the owner only.

/// Empty if the terminal has no token.
std::string token_digest_of(const Settings& settings, const std::string& terminal);
/// Makes a token, whose only copy is the one returned; an earlier one is void. Throws std::runtime_error.
std::string make_token(const Settings& settings, const std::string& terminal);
/// The terminal's token and its enrolment are void; its data stays.
void revoke(const Settings& settings, const std::string& terminal);

void mark_enrolled(const Settings& settings, const std::string& terminal);
std::vector<std::string> enrolled_terminals(const Settings& settings);

}  // namespace tillpoints::sidecar
