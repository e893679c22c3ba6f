#pragma once
#include "cloud/backoffice/office_call.hpp"

/// Employees, branches and what terminals and customers tell of purchases.
namespace tillpoints::cloud {

HttpAnswer set_cashier(Desk& desk, Reader in);
HttpAnswer list_cashiers(Desk& desk, Reader in);
HttpAnswer add_branch(Desk& desk, Reader in);
HttpAnswer list_branches(Desk& desk, Reader in);
HttpAnswer add_receipt(Desk& desk, Reader in);
HttpAnswer rate_purchase(Desk& desk, Reader in);
HttpAnswer list_ratings(Desk& desk, Reader in);

}  // namespace tillpoints::cloud
