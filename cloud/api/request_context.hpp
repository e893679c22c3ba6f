#pragma once
#include "cloud/api/protocol_variants.hpp"
#include "cloud/api/randomness.hpp"
#include "cloud/programme/programme.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/loyalty/shop_calls.hpp"

namespace tillpoints::cloud {

/// What the cloud is to its surroundings.
struct ServiceInfo {
    std::string base_url;   ///< where it is reached, without a slash at its end
    bool webhooks = false;  ///< is a shop's server told of what happens?
};

/// What one call is handled with, for as long as it is handled.
struct RequestContext {
    const Programme& programme;
    const ProtocolVariants& variants;
    const Randomness& randomness;
    std::int64_t company;
    Transaction& db;
    Timestamp now;
    const ServiceInfo& service_info;
};

/// One handler a call. Each answers a Refusal without having written anything but what time had done to the
/// customer meanwhile (apply_due_events.hpp), or the answer of what it did.
loyalty::Answer handle(RequestContext& context, const loyalty::GetSettings& call);
loyalty::Answer handle(RequestContext& context, const loyalty::FindCustomer& call);
loyalty::Answer handle(RequestContext& context, const loyalty::Calculate& call);
loyalty::Answer handle(RequestContext& context, const loyalty::CreateOperation& call);
loyalty::Answer handle(RequestContext& context, const loyalty::GetOperation& call);
loyalty::Answer handle(RequestContext& context, const loyalty::ListOperations& call);
loyalty::Answer handle(RequestContext& context, const loyalty::RefundOperation& call);
loyalty::Answer handle(RequestContext& context, const loyalty::Reward& call);
loyalty::Answer handle(RequestContext& context, const loyalty::CreateVoucher& call);
loyalty::Answer handle(RequestContext& context, const loyalty::ListCustomers& call);
loyalty::Answer handle(RequestContext& context, const loyalty::GetCustomer& call);
loyalty::Answer handle(RequestContext& context, const loyalty::GetCustomerTags& call);
loyalty::Answer handle(RequestContext& context, const loyalty::SetCustomerTags& call);
loyalty::Answer handle(RequestContext& context, const loyalty::ListTags& call);

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::ListGoods& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CreateGoods& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::GetGoods& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::UpdateGoods& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::DeleteGoods& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::GetOrder& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::UpdateOrder& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CompleteOrder& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::MakeOrderCode& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::ChangeOrderStatus& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CancelOrder& call);
loyalty::ShopAnswer handle(RequestContext& context, const loyalty::RequestImageUpload& call);

}  // namespace tillpoints::cloud
