#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "plugin/ports/clock.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints {

/// What came of a call to the cloud, told after its answer was given on.
using CallObserver = std::function<void(const Outcome&, const CallResult&)>;

/// Makes the provider that the configuration names (cloud.provider), over a transport. A Problem names the
/// providers there are.
Result<std::unique_ptr<LoyaltyProvider>> make_provider(std::string_view name,
                                                       std::unique_ptr<Transport> transport, Clock& clock,
                                                       CallObserver observer);

}  // namespace tillpoints
