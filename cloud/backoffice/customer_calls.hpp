#pragma once
#include "cloud/backoffice/office_call.hpp"

/// Customers, and what identifies them or is theirs. See backoffice.hpp for what each takes and answers.
namespace tillpoints::cloud {

HttpAnswer add_customer(Desk& desk, Reader in);
HttpAnswer show_one_customer(Desk& desk, Reader in);
HttpAnswer import_customers(Desk& desk, Reader in);
HttpAnswer block_customer(Desk& desk, Reader in);
HttpAnswer add_code(Desk& desk, Reader in);
HttpAnswer add_card(Desk& desk, Reader in);
HttpAnswer block_card(Desk& desk, Reader in);
HttpAnswer add_certificate(Desk& desk, Reader in);
HttpAnswer collect_printed_voucher(Desk& desk, Reader in);
HttpAnswer add_tag(Desk& desk, Reader in);

}  // namespace tillpoints::cloud
