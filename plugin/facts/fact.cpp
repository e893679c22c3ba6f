#include "plugin/facts/fact.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "protocol/decimal.hpp"

namespace tillpoints {
namespace {

constexpr std::array<std::pair<FactState, std::string_view>, 9> state_names{{
    {FactState::pending, "pending"},
    {FactState::sent, "sent"},
    {FactState::confirmed, "confirmed"},
    {FactState::reversing, "reversing"},
    {FactState::reversal_sent, "reversal_sent"},
    {FactState::withdrawn, "withdrawn"},
    {FactState::parked, "parked"},
    {FactState::cancelled, "cancelled"},
    {FactState::written_off, "written_off"},
}};

}  // namespace

std::string_view name_of(FactState state) {
    for (const auto& [known, name] : state_names)
        if (known == state) return name;
    throw std::logic_error("fact state without a name");
}

std::optional<FactState> fact_state_from(std::string_view name) {
    for (const auto& [state, known] : state_names)
        if (known == name) return state;
    return {};
}

bool is_final(FactState state) {
    return state == FactState::confirmed || state == FactState::withdrawn || state == FactState::cancelled ||
           state == FactState::written_off;
}

Money discount_of(const PurchaseFact& purchase) {
    return purchase.operation.total - purchase.operation.cash;
}

FactBody anonymous(FactBody body) {
    if (auto* purchase = std::get_if<PurchaseFact>(&body)) {
        purchase->operation.who = loyalty::ByUid{};
        if (purchase->offline) purchase->offline->award_to = loyalty::ByUid{};
        if (purchase->operation.cashier) purchase->operation.cashier->name.reset();
        if (purchase->offline) purchase->offline->award_to = loyalty::ByUid{};
    }
    return body;
}

bool redeems(const Fact& fact) {
    const auto* purchase = std::get_if<PurchaseFact>(&fact.body);
    return purchase && discount_of(*purchase) > Money();
}

const OfflinePromise* promise_of(const Fact& fact) {
    const auto* purchase = std::get_if<PurchaseFact>(&fact.body);
    return purchase && purchase->offline ? &*purchase->offline : nullptr;
}

FactId award_instead_of(const Fact& fact) {
    return award_instead_of(fact.id);
}

FactId award_instead_of(const FactId& redemption) {
    // A printed redemption is its receipt's last attempt: the number after it is free.
    const auto slash = redemption.text.rfind('/');
    const auto attempt = parse_decimal(redemption.text.substr(slash + 1), 0, Rounding::exact).value_or(0);
    return fact_id_for(ReceiptId(redemption.text.substr(0, slash)), static_cast<int>(attempt) + 1);
}

}  // namespace tillpoints
