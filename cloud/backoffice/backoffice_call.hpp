#pragma once
#include "cloud/api/request_context.hpp"
#include "protocol/http.hpp"
#include "protocol/reader.hpp"

/// What the back office's calls have in common.
namespace tillpoints::cloud {

/// A handler of one call: `in` is the body of a POST, or the query of a GET as an object of strings.
using BackOfficeCall = HttpAnswer (*)(RequestContext& context, Reader in);

HttpAnswer backoffice_answer(int status, const Json& body);
/// All problems, each with its field and reason: `{"problems": ["phone: ..."]}`.
HttpAnswer backoffice_refusal(int status, const Problems& problems);
/// 404 for what is not found, 409 for what exists already or is too much, else 400.
HttpAnswer backoffice_refusal(const Problem& problem);

Json decimal(Points points);
Json decimal(Money money);

std::optional<Phone> phone_in(Reader& in);
/// The customer with this `uid` or `phone`; a problem is recorded if neither or both are given.
std::optional<CustomerRecord> customer_in(RequestContext& context, Reader& in);
/// The cashier of `cashier: {external_id, name?}`; added if new.
std::optional<loyalty::Named> cashier_in(RequestContext& context, Reader& in);

}  // namespace tillpoints::cloud
