#pragma once
#include "cloud/api/protocol_variants.hpp"
#include "cloud/api/randomness.hpp"
#include "cloud/programme/programme.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/loyalty/shop_calls.hpp"

namespace tillpoints::cloud {

struct RequestContext;

/// A code that a customer is sent to confirm a redemption with.
struct ConfirmationCode {
    std::string code;
    Points points;
    std::chrono::minutes lifetime;
};

/// Queues such a code, and returns by how many ways it comes to the customer.
using SendConfirmationCode =
    std::function<int(RequestContext&, ParticipantId customer, const ConfirmationCode&)>;

/// How this cloud is reached, and what it is connected to.
struct ServiceInfo {
    std::string base_url;         ///< its URL for clients, without a slash at its end
    bool webhooks = false;        ///< are messages queued for the shop's server?
    std::string customer_secret;  ///< keys the hashes of customers' PINs and of codes they are sent
    SendConfirmationCode send_confirmation_code{};  ///< empty: no message goes to customers
};

/// What the handler of one call works with. Valid while the transaction is open.
struct RequestContext {
    const Programme& programme;
    const ProtocolVariants& variants;
    const Randomness& randomness;
    std::int64_t company;
    Transaction& db;
    Timestamp now;
    const ServiceInfo& service_info;
};

/// One handler for each call. A handler that returns a Refusal has written nothing, except what had become
/// due for the customer meanwhile (due/apply_due_events.hpp), that a look-up failed (guesses/guesses.hpp) and
/// that a PIN or code was tried (confirmations/).
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
loyalty::Answer handle(RequestContext& context, const loyalty::RequestConfirmation& call);
loyalty::Answer handle(RequestContext& context, const loyalty::GiveConfirmation& call);

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
