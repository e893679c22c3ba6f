#pragma once
#include <memory>
#include <string_view>

#include "plugin/ports/clock.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints {

/// The provider that the product connects to. The configuration names none yet: there is one.
inline constexpr std::string_view default_provider = "uds";

/// Makes the provider of this name over a transport. A Problem names the providers there are.
Result<std::unique_ptr<LoyaltyProvider>> make_provider(std::string_view name,
                                                       std::unique_ptr<Transport> transport, Clock& clock);

}  // namespace tillpoints
