#pragma once
#include "cloud/programme/programme.hpp"
#include "cloud/service/randomness.hpp"
#include "cloud/service/switches.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// What one call is handled with, for as long as it is handled.
struct Desk {
    const Programme& programme;
    const Switches& switches;
    const Randomness& randomness;
    std::int64_t company;
    Books& books;
    Timestamp now;
};

/// One handler a call. Each answers a Refusal without having written anything but what time had done to the
/// customer meanwhile (catch_up.hpp), or the answer of what it did.
loyalty::Answer handle(Desk& desk, const loyalty::GetSettings& call);
loyalty::Answer handle(Desk& desk, const loyalty::FindCustomer& call);
loyalty::Answer handle(Desk& desk, const loyalty::Calculate& call);
loyalty::Answer handle(Desk& desk, const loyalty::CreateOperation& call);
loyalty::Answer handle(Desk& desk, const loyalty::GetOperation& call);
loyalty::Answer handle(Desk& desk, const loyalty::ListOperations& call);
loyalty::Answer handle(Desk& desk, const loyalty::RefundOperation& call);
loyalty::Answer handle(Desk& desk, const loyalty::Reward& call);
loyalty::Answer handle(Desk& desk, const loyalty::CreateVoucher& call);
loyalty::Answer handle(Desk& desk, const loyalty::ListCustomers& call);
loyalty::Answer handle(Desk& desk, const loyalty::GetCustomer& call);
loyalty::Answer handle(Desk& desk, const loyalty::GetCustomerTags& call);
loyalty::Answer handle(Desk& desk, const loyalty::SetCustomerTags& call);
loyalty::Answer handle(Desk& desk, const loyalty::ListTags& call);

}  // namespace tillpoints::cloud
