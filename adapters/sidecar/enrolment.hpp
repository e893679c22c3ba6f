#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// A code by which one terminal gets its token once.
struct OneTimeCode {
    std::string terminal;
    std::string digest;        ///< of the code as `normal_code` writes it
    std::int64_t expires = 0;  ///< Unix time in seconds
    int tries = 0;             ///< wrong codes it still outlives
};

/// Whose code this is; that code is used up. A wrong code costs each open one a try, because nobody knows
/// which one was meant. Codes that are expired or out of tries are removed. Pure.
std::optional<std::string> redeem(std::vector<OneTimeCode>& codes, const std::string& typed,
                                  std::int64_t now);

/// The open codes, in the state directory: the commands write them and the daemon reads them.
std::vector<OneTimeCode> load_codes(const Settings& settings);
/// Replaces what is stored. Throws std::runtime_error.
void save_codes(const Settings& settings, const std::vector<OneTimeCode>& codes);

/// Makes a code for the terminal and stores it; an earlier one of the same terminal is void.
std::string make_code(const Settings& settings, const std::string& terminal, std::int64_t now);

}  // namespace tillpoints::sidecar
