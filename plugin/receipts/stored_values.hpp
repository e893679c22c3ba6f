#pragma once
#include <optional>
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "protocol/loyalty/messages.hpp"

/// The outbox's named values that belong to receipts and the shop.
namespace tillpoints {

/// The programme's settings, as the cloud told them last.
inline constexpr const char* settings_name = "settings";
/// Receipts that a person explained.
inline constexpr const char* manually_resolved_name = "by_hand";
/// Receipts that the register did not explain when it was started last.
inline constexpr const char* in_doubt_name = "in_doubt";

/// Nothing where an earlier run kept none that can be read.
std::optional<loyalty::Settings> stored_settings(Outbox& outbox);
/// Empty where there is none that can be read.
std::vector<ReceiptId> stored_receipts(Outbox& outbox, const char* name);

}  // namespace tillpoints
