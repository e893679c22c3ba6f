#include "cloud/api/confirmations/pin_rule.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

/// Is every digit this much more than the one before? 0 comes after 9.
bool steps_by(std::string_view pin, int step) {
    return std::adjacent_find(pin.begin(), pin.end(), [&](char one, char next) {
               return (next - one + 10) % 10 != step;
           }) == pin.end();
}

/// Is it its first digits, so many, again and again?
bool repeats(std::string_view pin, std::size_t digits) {
    return pin.size() % digits == 0 && pin.substr(digits) == pin.substr(0, pin.size() - digits);
}

}  // namespace

bool is_pin(std::string_view text) {
    return text.size() >= 4 && text.size() <= 6 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_easy_pin(std::string_view pin) {
    for (const std::size_t digits : {1u, 2u, 3u})
        if (repeats(pin, digits)) return true;
    return steps_by(pin, 1) || steps_by(pin, 9);
}

}  // namespace tillpoints::cloud
