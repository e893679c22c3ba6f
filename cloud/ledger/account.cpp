#include "cloud/ledger/account.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view prefix = "customer/";

}  // namespace

Account customer_account(ParticipantId customer) {
    return {std::string(prefix) + std::to_string(customer.value)};
}

Account employee_account(std::int64_t cashier) {
    return {"staff/" + std::to_string(cashier)};
}

Account certificate_account(const std::string& code) {
    return {"certificate/" + code};
}

Account deferred_account(OperationId purchase) {
    return {"deferred/" + std::to_string(purchase.value)};
}

std::optional<ParticipantId> customer_of(const Account& account) {
    if (!account.name.starts_with(prefix)) return {};
    const auto id = parse_decimal(std::string_view(account.name).substr(prefix.size()), 0, Rounding::exact);
    return id ? std::optional(ParticipantId{*id}) : std::nullopt;
}

}  // namespace tillpoints::cloud
