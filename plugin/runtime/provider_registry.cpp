#include "plugin/runtime/provider_registry.hpp"

#include <array>
#include <string>

#include "plugin/providers/uds/provider.hpp"

namespace tillpoints {
namespace {

struct Registered {
    std::string_view name;
    std::unique_ptr<LoyaltyProvider> (*make)(std::unique_ptr<Transport>, Clock&, CallObserver);
};

constexpr std::array providers{
    Registered{"uds", uds::make_provider},
};

}  // namespace

Result<std::unique_ptr<LoyaltyProvider>> make_provider(std::string_view name,
                                                       std::unique_ptr<Transport> transport, Clock& clock,
                                                       CallObserver observer) {
    std::string known;
    for (const auto& provider : providers) {
        if (provider.name == name) return provider.make(std::move(transport), clock, std::move(observer));
        known += (known.empty() ? "" : ", ") + std::string(provider.name);
    }
    return Problem{Errc::invalid_value, "cloud.provider", "one of " + known, std::string(name)};
}

}  // namespace tillpoints
