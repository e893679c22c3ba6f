#include "plugin/receipts/stored_values.hpp"

#include "protocol/loyalty/wire.hpp"

namespace tillpoints {

std::optional<loyalty::Settings> stored_settings(Outbox& outbox) {
    const auto text = outbox.value(settings_name);
    if (!text || !*text) return {};
    const auto json = parse_json(**text);
    auto settings = json ? loyalty::settings_from(*json) : Result<loyalty::Settings>(json.error());
    return settings ? std::optional(std::move(*settings)) : std::nullopt;
}

std::vector<ReceiptId> stored_receipts(Outbox& outbox, const char* name) {
    std::vector<ReceiptId> receipts;
    const auto text = outbox.value(name);
    const auto json = text && *text ? parse_json(**text) : Result<Json>(Json());
    const auto* items = json ? json->items() : nullptr;
    if (!items) return receipts;
    for (const auto& each : *items)
        if (each.string()) receipts.emplace_back(*each.string());
    return receipts;
}

}  // namespace tillpoints
