#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// What a customer does with orders in the app.
namespace tillpoints::cloud {

HttpAnswer add_order(RequestContext& context, Reader in);
HttpAnswer answer_app_order(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
