#pragma once
#include "http/admission.hpp"
#include "tests/openapi/description.hpp"

namespace tillpoints::cloud::test {

/// Called with every answer that is not as described.
using Complain = std::function<void(const std::string& what)>;

/// The endpoint, with each of its answers checked against the description before it is sent. What the check
/// sees is Reply::answer, whatever the reply's transmission sends instead. Not checked is the reply to a body
/// that is too large for a client that may write: the description does not name it.
Endpoint checked(openapi::Description description, Endpoint endpoint, Complain complain);

}  // namespace tillpoints::cloud::test
