#pragma once
#include <nlohmann/json.hpp>
#include <vector>

namespace tillpoints::sidecar {

/// Which receipts have something left to do, of the library's entries (extensions.h, queue): {receipt's id:
/// "parked" where something waits for an operator, else "waits"}. Pure.
nlohmann::json waiting_receipts(const std::vector<nlohmann::json>& entries);

}  // namespace tillpoints::sidecar
