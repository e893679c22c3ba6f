#pragma once
#include "cloud/backoffice/office_call.hpp"

/// What a customer does in the app with orders.
namespace tillpoints::cloud {

HttpAnswer add_order(Desk& desk, Reader in);
HttpAnswer answer_app_order(Desk& desk, Reader in);

}  // namespace tillpoints::cloud
