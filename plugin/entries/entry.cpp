#include "plugin/entries/entry.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "protocol/decimal.hpp"

namespace tillpoints {
namespace {

constexpr std::array<std::pair<EntryState, std::string_view>, 9> state_names{{
    {EntryState::pending, "pending"},
    {EntryState::sent, "sent"},
    {EntryState::confirmed, "confirmed"},
    {EntryState::reversing, "reversing"},
    {EntryState::reversal_sent, "reversal_sent"},
    {EntryState::withdrawn, "withdrawn"},
    {EntryState::parked, "parked"},
    {EntryState::cancelled, "cancelled"},
    {EntryState::written_off, "written_off"},
}};

}  // namespace

std::string_view name_of(EntryState state) {
    for (const auto& [known, name] : state_names)
        if (known == state) return name;
    throw std::logic_error("fact state without a name");
}

std::optional<EntryState> entry_state_from(std::string_view name) {
    for (const auto& [state, known] : state_names)
        if (known == name) return state;
    return {};
}

bool is_final(EntryState state) {
    return state == EntryState::confirmed || state == EntryState::withdrawn ||
           state == EntryState::cancelled || state == EntryState::written_off;
}

Money discount_of(const PurchaseEntry& purchase) {
    return purchase.operation.total - purchase.operation.cash;
}

EntryBody anonymous(EntryBody body) {
    if (auto* purchase = std::get_if<PurchaseEntry>(&body)) {
        purchase->operation.who = loyalty::ByUid{};
        purchase->customer.reset();
        if (purchase->offline) purchase->offline->award_to = loyalty::ByUid{};
        if (purchase->operation.cashier) purchase->operation.cashier->name.reset();
    }
    return body;
}

bool redeems(const OutboxEntry& entry) {
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    return purchase && discount_of(*purchase) > Money();
}

const OfflineRedemption* offline_redemption_of(const OutboxEntry& entry) {
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    return purchase && purchase->offline ? &*purchase->offline : nullptr;
}

EntryId award_instead_of(const OutboxEntry& entry) {
    return award_instead_of(entry.id);
}

EntryId award_instead_of(const EntryId& redemption) {
    // A printed redemption is its receipt's last attempt: the number after it is free.
    const auto slash = redemption.text.rfind('/');
    const auto attempt = parse_decimal(redemption.text.substr(slash + 1), 0, Rounding::exact).value_or(0);
    return entry_id_for(ReceiptId(redemption.text.substr(0, slash)), static_cast<int>(attempt) + 1);
}

}  // namespace tillpoints
