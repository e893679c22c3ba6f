#pragma once
#include "tests/openapi/description.hpp"

namespace tillpoints::cloud::test {

/// protocol/openapi.json.
const openapi::Description& protocol_description();

/// A witness that throws, and says so on stderr first, when an answer or a request it accepted is not as
/// described. From any thread.
void hold_against_description(const HttpRequest& request, const HttpAnswer& answer);

}  // namespace tillpoints::cloud::test
