#pragma once
#include <string>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// Every setting that applies to a terminal, for people: [{"name","value","from"}], by name. `from` is
/// "terminal" (its own `plugin`), "common" (the daemon's `plugin`), "daemon" (the daemon's own members), or
/// "default". What could be a secret is not told. Pure.
Json setting_origins(const Settings& settings, const std::string& terminal);

}  // namespace tillpoints::sidecar
