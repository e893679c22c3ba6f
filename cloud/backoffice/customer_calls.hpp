#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// Customers, what identifies them, and what they own. backoffice.hpp has what each call takes and returns.
namespace tillpoints::cloud {

HttpAnswer add_customer(RequestContext& context, Reader in);
HttpAnswer show_one_customer(RequestContext& context, Reader in);
HttpAnswer import_customers(RequestContext& context, Reader in);
HttpAnswer block_customer(RequestContext& context, Reader in);
HttpAnswer add_code(RequestContext& context, Reader in);
HttpAnswer add_card(RequestContext& context, Reader in);
HttpAnswer block_card(RequestContext& context, Reader in);
HttpAnswer add_certificate(RequestContext& context, Reader in);
HttpAnswer collect_printed_voucher(RequestContext& context, Reader in);
HttpAnswer add_tag(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
