#pragma once
#include "tests/openapi/description.hpp"

namespace tillpoints::cloud::test {

/// protocol/openapi.json.
const openapi::Description& protocol_description();

/// A check that prints to stderr and throws when an answer, or a request that was accepted, is not as
/// described. From any thread.
void hold_against_description(const HttpRequest& request, const HttpAnswer& answer);

}  // namespace tillpoints::cloud::test
