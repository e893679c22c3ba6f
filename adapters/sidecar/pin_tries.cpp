#include "adapters/sidecar/pin_tries.hpp"

#include <algorithm>

namespace tillpoints::sidecar {
namespace {

constexpr int free_of_employee = 3;
constexpr int free_of_address = 10;  // several people share a screen
constexpr std::chrono::seconds first_pause{5};
constexpr std::chrono::seconds longest_pause{15 * 60};
constexpr std::chrono::hours memory{24};
constexpr std::size_t most_remembered = 10'000;

}  // namespace

std::chrono::seconds PinTries::pause_after(int wrong, int free) {
    auto pause = wrong < free ? std::chrono::seconds(0) : first_pause;
    for (int i = free; i < wrong && pause < longest_pause; ++i) pause *= 2;
    return std::min(pause, longest_pause);
}

std::chrono::seconds PinTries::left(const std::map<std::string, Count>& counts, const std::string& who,
                                    int free, Time now) {
    const auto found = counts.find(who);
    if (found == counts.end()) return {};
    const auto end = found->second.last + pause_after(found->second.wrong, free);
    return std::max(std::chrono::ceil<std::chrono::seconds>(end - now), std::chrono::seconds(0));
}

std::chrono::seconds PinTries::wait(const std::string& employee, const std::string& address, Time now) const {
    return std::max(left(of_employee_, employee, free_of_employee, now),
                    left(of_address_, address, free_of_address, now));
}

void PinTries::begin(const std::string& employee, const std::string& address, Time now) {
    forget_old(of_employee_, now);
    forget_old(of_address_, now);
    for (auto* count : {&of_employee_[employee], &of_address_[address]}) {
        ++count->wrong;
        count->last = now;
    }
}

void PinTries::was_right(const std::string& employee, const std::string& address) {
    of_employee_.erase(employee);
    const auto found = of_address_.find(address);
    if (found != of_address_.end() && --found->second.wrong <= 0) of_address_.erase(found);
}

void PinTries::forget_old(std::map<std::string, Count>& counts, Time now) {
    std::erase_if(counts, [&](const auto& each) { return now - each.second.last > memory; });
    if (counts.size() < most_remembered) return;
    const auto oldest = std::min_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
        return a.second.last < b.second.last;
    });
    counts.erase(oldest);
}

}  // namespace tillpoints::sidecar
