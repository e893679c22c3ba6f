#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/messages/permission.hpp"

/// What the page of a customer's card shows of this customer, and of nobody else. Amounts are in hundredths.
namespace tillpoints::cloud {

/// A QR code as the page draws it: `{size, dark}`, a digit for each module, row by row.
Json qr_view(const std::string& text);

/// Balance, tier and the way to the next, when points expire, certificates, the static card, consents.
Json card_view(RequestContext& context, const MessagePolicy& policy, const CustomerRecord& customer,
               const CardHolder& holder);
/// Purchases and refunds made before the operation `before`, the newest first.
Json history_view(RequestContext& context, const CustomerRecord& customer,
                  const std::optional<OperationId>& before);
/// What the invitation of this customer brought so far.
Json invitation_view(RequestContext& context, const CustomerRecord& customer, const CardHolder& holder,
                     const std::string& link);
/// The customer's messages; those that were never shown before are delivered by this.
Json messages_view(RequestContext& context, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
