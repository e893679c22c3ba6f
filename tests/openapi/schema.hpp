#pragma once
#include <string>
#include <vector>

#include "protocol/json.hpp"

namespace tillpoints::openapi {

/// What is wrong with `value` by `schema`, one sentence a fault with the path of the value; empty if nothing.
/// `document` is where references lead. Knows the part of OpenAPI 3.0 that the descriptions here use; throws
/// std::logic_error at anything else, so that no rule is passed over in silence.
std::vector<std::string> violations(const Json& document, const Json& schema, const Json& value);

/// Throws std::logic_error if the schema, or one inside it, has a keyword or a format `violations` does not
/// know.
void refuse_unknown_keywords(const Json& schema);

/// What a local reference such as "#/components/schemas/Money" leads to; the schema itself if it is none.
/// Throws std::logic_error if it leads nowhere.
const Json& resolved(const Json& document, const Json& schema);

}  // namespace tillpoints::openapi
