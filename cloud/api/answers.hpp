#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

loyalty::Refusal refusal(Errc code, std::string message = {});
/// One whose errorCode is this cloud's own.
loyalty::Refusal named_refusal(int status, std::string_view error_code);
/// badRequest with the field in question.
loyalty::Refusal bad_field(std::string field, std::string message);
/// What reading a request found wrong.
loyalty::Refusal refusal_of(const Problem& problem);

/// A badRequest that names every fault.
loyalty::Refusal refusal_of(const Problems& problems);

/// Records as the protocol shows them, with figures from the books.
loyalty::Customer show_customer(RequestContext& context, const CustomerRecord& record,
                                const CustomerTotals& totals);
loyalty::Operation show_operation(RequestContext& context, const OperationRecord& record);

}  // namespace tillpoints::cloud
