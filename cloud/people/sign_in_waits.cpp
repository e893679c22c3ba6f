#include "cloud/people/sign_in_waits.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

bool is_forgotten(const WrongTries& tries, const WaitRule& rule, Timestamp now) {
    return now - tries.last > rule.memory;
}

}  // namespace

std::chrono::seconds wait_of(const WrongTries& tries, const WaitRule& rule, Timestamp now) {
    if (tries.count < rule.free || is_forgotten(tries, rule, now)) return {};
    auto pause = rule.first;
    for (auto i = rule.free; i < tries.count && pause < rule.longest; ++i) pause *= 2;
    pause = std::min(pause, rule.longest);
    const auto left = std::chrono::ceil<std::chrono::seconds>(tries.last + pause - now);
    // A clock that was set back makes nobody wait longer.
    return std::clamp(left, std::chrono::seconds(0), pause);
}

WrongTries one_more(const WrongTries& tries, const WaitRule& rule, Timestamp now) {
    return {is_forgotten(tries, rule, now) ? 1 : tries.count + 1, now};
}

}  // namespace tillpoints::cloud
