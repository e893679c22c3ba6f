#pragma once
#include "cloud/programme/programme.hpp"
#include "cloud/service/randomness.hpp"
#include "cloud/service/switches.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/loyalty/shop_calls.hpp"

namespace tillpoints::cloud {

/// What the cloud is to its surroundings.
struct Premises {
    std::string base_url;   ///< where it is reached, without a slash at its end
    bool webhooks = false;  ///< is a shop's server told of what happens?
};

/// What one call is handled with, for as long as it is handled.
struct Desk {
    const Programme& programme;
    const Switches& switches;
    const Randomness& randomness;
    std::int64_t company;
    Books& books;
    Timestamp now;
    const Premises& premises;
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

loyalty::ShopAnswer handle(Desk& desk, const loyalty::ListGoods& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::CreateGoods& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::GetGoods& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::UpdateGoods& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::DeleteGoods& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::GetOrder& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::UpdateOrder& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::CompleteOrder& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::MakeOrderCode& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::ChangeOrderStatus& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::CancelOrder& call);
loyalty::ShopAnswer handle(Desk& desk, const loyalty::RequestImageUpload& call);

}  // namespace tillpoints::cloud
