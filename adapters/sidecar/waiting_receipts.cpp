#include "adapters/sidecar/waiting_receipts.hpp"

#include <string>

namespace tillpoints::sidecar {

nlohmann::json waiting_receipts(const std::vector<nlohmann::json>& entries) {
    auto out = nlohmann::json::object();
    for (const auto& entry : entries) {
        if (!entry.is_object()) continue;
        const auto receipt = entry.find("receipt_id");
        if (receipt == entry.end() || !receipt->is_string()) continue;
        const auto parking = entry.find("parking");
        const bool parked = parking != entry.end() && !parking->is_null();
        auto& what = out[receipt->get<std::string>()];
        if (parked || what.is_null()) what = parked ? "parked" : "waits";
    }
    return out;
}

}  // namespace tillpoints::sidecar
