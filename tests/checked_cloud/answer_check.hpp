#pragma once
#include "cloud/app/program.hpp"
#include "tests/openapi/description.hpp"

namespace tillpoints::cloud::test {

/// Told every answer that is not as described.
using Complain = std::function<void(const std::string& what)>;

/// The door, each answer given at it held against the description before it is sent. Left out is what no
/// answer of the protocol was meant to be: `Reply::spoiled`, and a body too large for whoever may write. An
/// answer that is cut or dribbled is checked as a whole.
TerminalEndpoint checked(openapi::Description description, TerminalEndpoint endpoint, Complain complain);

}  // namespace tillpoints::cloud::test
