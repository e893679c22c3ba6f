#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "plugin/ports/clock.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints {

/// The provider that the product connects to. The configuration names none yet: there is one.
inline constexpr std::string_view default_provider = "uds";

/// What came of a call to the cloud, told after its answer was given on.
using CallObserver = std::function<void(const Outcome&, const CallResult&)>;

/// Makes the provider of this name over a transport. A Problem names the providers there are.
Result<std::unique_ptr<LoyaltyProvider>> make_provider(std::string_view name,
                                                       std::unique_ptr<Transport> transport, Clock& clock,
                                                       CallObserver observer);

}  // namespace tillpoints
