#include "plugin/pricing/carve.hpp"

#include <algorithm>

namespace tillpoints::pricing {
namespace {

/// A small line is searched to its end; a large one has a solution next to the first guess.
constexpr std::int64_t most_tries = 20'000;

std::int64_t sum_of(std::int64_t price, std::int64_t quantity) {
    return (price * quantity + 500) / 1000;
}

bool fits(const Ladder& line, const Carved& parts, std::int64_t wanted) {
    if (parts.low_quantity <= 0 || parts.high_quantity <= 0) return false;
    const auto high = sum_of(parts.high_price, parts.high_quantity);
    const auto low = sum_of(parts.low_price, parts.low_quantity);
    if (line.floor() > 0 && (high == 0 || low == 0)) return false;
    return high + low == wanted;
}

std::optional<Carved> carve_pieces(const Ladder& line, std::int64_t cut) {
    const std::int64_t pieces = line.quantity() / 1000;
    if (cut % line.step() != 0) return {};
    const std::int64_t steps = cut / line.step();
    const std::int64_t more = steps % pieces;
    const std::int64_t each = steps / pieces;
    if (more == 0 || each + 1 > line.most_steps()) return {};
    const Carved parts{line.price() - each * line.step(), (pieces - more) * 1000,
                       line.price() - (each + 1) * line.step(), more * 1000};
    if (!fits(line, parts, line.full_sum() - cut)) return {};
    return parts;
}

/// Prices `high` and `low` are given: looks for the quantities, nearest to the exact ones first.
std::optional<Carved> carve_between(const Ladder& line, std::int64_t high, std::int64_t low,
                                    std::int64_t wanted, std::int64_t& tries) {
    const std::int64_t apart = high - low;
    const std::int64_t exact = (high * line.quantity() - 1000 * wanted) / apart;
    const std::int64_t reach = 1000 / apart + 2;  // two roundings cannot move the sum by more than one
    ++tries;
    if (exact < -reach || exact > line.quantity() + reach) return {};
    for (std::int64_t away = 0; away <= 2 * reach && tries < most_tries; ++away) {
        const std::int64_t quantity = exact + (away % 2 == 0 ? away / 2 : -(away + 1) / 2);
        if (quantity <= 0 || quantity >= line.quantity()) continue;
        ++tries;
        const Carved parts{high, line.quantity() - quantity, low, quantity};
        if (fits(line, parts, wanted)) return parts;
    }
    return {};
}

/// First the two neighbouring prices that have the wanted sum between them, then others ever farther apart.
std::optional<Carved> carve_weight(const Ladder& line, std::int64_t cut, std::int64_t& tries) {
    const std::int64_t wanted = line.full_sum() - cut;
    const std::int64_t middle =
        (line.price() - (1000 * wanted + line.quantity() - 1) / line.quantity()) / line.step();
    const auto at = [&](std::int64_t steps, std::int64_t apart) -> std::optional<Carved> {
        if (steps < 0 || steps + apart > line.most_steps()) return {};
        const std::int64_t high = line.price() - steps * line.step();
        return carve_between(line, high, high - apart * line.step(), wanted, tries);
    };
    if (const auto parts = at(middle, 1)) return parts;
    for (std::int64_t apart = 1; apart <= line.most_steps() && tries < most_tries; ++apart) {
        const auto last = std::max<std::int64_t>(0, middle - apart - 1);
        for (auto steps = std::min(middle + 1, line.most_steps() - apart);
             steps >= last && tries < most_tries; --steps)
            if (const auto parts = at(steps, apart)) return parts;
    }
    return {};
}

}  // namespace

bool can_be_carved(std::int64_t quantity) {
    return quantity % 1000 == 0 ? quantity >= 2000 : quantity >= 2;
}

std::optional<Carved> carve(const Ladder& line, std::int64_t cut, std::int64_t& tries) {
    if (cut <= 0 || cut >= line.most() || !can_be_carved(line.quantity())) return {};
    if (line.quantity() % 1000 == 0) return carve_pieces(line, cut);
    std::int64_t here = 0;
    const auto parts = carve_weight(line, cut, here);
    tries += here;
    return parts;
}

std::optional<Carved> carve(const Ladder& line, std::int64_t cut) {
    std::int64_t tries = 0;
    return carve(line, cut, tries);
}

}  // namespace tillpoints::pricing
