#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// Customers, and what identifies them or is theirs. See backoffice.hpp for what each takes and answers.
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
