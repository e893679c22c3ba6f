#pragma once
#include "cloud/service/desk.hpp"

/// What only the back office does: the partner API has no way to make customers, codes or collections.
namespace tillpoints::cloud {

struct Newcomer {
    std::string name;
    std::optional<Phone> phone;
    std::optional<std::string> birth_date;
    std::optional<CustomerUid> inviter;
};

/// Registers a customer and gives the welcome points; a phantom of this phone becomes the customer and keeps
/// its points. Errc::not_found if nobody has the inviter's uid, Errc::duplicate if the phone is registered
/// already.
Result<CustomerRecord> register_customer(Desk& desk, const Newcomer& newcomer);

/// A fresh six-digit app code, or the code that completes an order.
CodeRecord issue_code(Desk& desk, ParticipantId customer, std::optional<std::int64_t> order = {});

/// Books a printed voucher's points to a customer. Errc::not_found if it is unknown, expired or collected.
Result<Points> collect_voucher(Desk& desk, const std::string& code, ParticipantId customer);

}  // namespace tillpoints::cloud
