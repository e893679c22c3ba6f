#pragma once
#include "cloud/server/reply.hpp"
#include "tests/openapi/description.hpp"

namespace tillpoints::cloud::test {

/// Told every answer that is not as described.
using Complain = std::function<void(const std::string& what)>;

/// The handler, each of its answers held against the description before it is sent. Left out is what no
/// answer of the protocol was meant to be: `Reply::spoiled`. An answer that is cut or dribbled is checked as
/// a whole.
LateHandler checked(openapi::Description description, LateHandler handler, Complain complain);

}  // namespace tillpoints::cloud::test
