#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "adapters/simulator/fiscal_storage.hpp"

namespace tillpoints::simulator {

/// The printed receipt as the customer holds it: every line at most `width` characters (not bytes) wide.
/// `loyalty` are the plugin's lines, printed under the payments.
std::string cheque(const FiscalRecord& record, const std::vector<std::string>& loyalty, std::size_t width);

/// How many characters a UTF-8 text has.
std::size_t characters(const std::string& text);

}  // namespace tillpoints::simulator
