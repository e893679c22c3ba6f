#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// Employees and branches, receipts without a customer, and ratings.
namespace tillpoints::cloud {

HttpAnswer set_cashier(RequestContext& context, Reader in);
HttpAnswer list_cashiers(RequestContext& context, Reader in);
HttpAnswer add_branch(RequestContext& context, Reader in);
HttpAnswer list_branches(RequestContext& context, Reader in);
HttpAnswer add_receipt(RequestContext& context, Reader in);
HttpAnswer rate_purchase(RequestContext& context, Reader in);
HttpAnswer list_ratings(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
