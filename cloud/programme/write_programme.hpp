#pragma once
#include "cloud/programme/programme.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

/// The programme as its file states it (programme.schema.json), every setting named; null for what it does
/// not have. `read_programme` reads the same programme from it.
Json to_json(const Programme& programme);

}  // namespace tillpoints::cloud
