#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "adapters/simulator/fiscal_storage.hpp"

namespace tillpoints::simulator {

/// The text of a printed receipt: every line at most `width` characters (not bytes) wide.
/// `loyalty`: the plugin's lines, printed below the payments.
std::string printed_receipt(const FiscalRecord& record, const std::vector<std::string>& loyalty,
                            std::size_t width);

/// How many characters a UTF-8 text has.
std::size_t characters(const std::string& text);

}  // namespace tillpoints::simulator
