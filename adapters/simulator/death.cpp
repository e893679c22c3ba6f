#include "adapters/simulator/death.hpp"

#include <csignal>

namespace tillpoints::simulator {

std::optional<Moment> moment_from(const std::string& name) {
    static const std::map<std::string, Moment> moments{
        {"presented", Moment::presented}, {"discount", Moment::discount}, {"paying", Moment::paying},
        {"payment", Moment::payment},     {"printed", Moment::printed},   {"closed", Moment::closed}};
    const auto found = moments.find(name);
    return found == moments.end() ? std::nullopt : std::optional(found->second);
}

bool Death::is_planned(std::size_t receipt, Moment moment) const {
    const auto [first, last] = planned_.equal_range(receipt);
    for (auto each = first; each != last; ++each)
        if (each->second == moment) return true;
    return false;
}

void Death::come(std::size_t receipt, Moment moment) const {
    if (is_planned(receipt, moment)) std::raise(SIGKILL);
}

}  // namespace tillpoints::simulator
