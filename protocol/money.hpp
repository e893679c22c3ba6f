#pragma once
#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "protocol/decimal.hpp"

namespace tillpoints {

/// Thrown when arithmetic leaves int64. Amounts from outside are bounded when they are read (a receipt is at
/// most 10^15 minor units), so this means a defect; the guard of the C interface turns it into an error.
struct AmountOverflow : std::overflow_error {
    AmountOverflow() : std::overflow_error("amount outside int64") {}
};

/// An amount in int64 of its smallest unit with checked arithmetic; amounts of different `Unit` do not mix.
template <class Unit>
struct Amount {
    std::int64_t count = 0;

    constexpr Amount() = default;
    constexpr explicit Amount(std::int64_t value) : count(value) {}

    friend constexpr auto operator<=>(Amount, Amount) = default;

    friend constexpr Amount operator+(Amount a, Amount b) {
        Amount out;
        if (__builtin_add_overflow(a.count, b.count, &out.count)) throw AmountOverflow();
        return out;
    }
    friend constexpr Amount operator-(Amount a, Amount b) {
        Amount out;
        if (__builtin_sub_overflow(a.count, b.count, &out.count)) throw AmountOverflow();
        return out;
    }
    friend constexpr Amount operator*(Amount a, std::int64_t factor) {
        Amount out;
        if (__builtin_mul_overflow(a.count, factor, &out.count)) throw AmountOverflow();
        return out;
    }
    constexpr Amount operator-() const { return Amount() - *this; }
    constexpr Amount& operator+=(Amount other) { return *this = *this + other; }
    constexpr Amount& operator-=(Amount other) { return *this = *this - other; }
};

/// Money in minor units (kopeck, tiyn) of the shop's one currency.
using Money = Amount<struct MoneyUnit>;

/// Loyalty points in hundredths of a point. One point pays one major unit of money, so a hundredth of a
/// point pays exactly one minor unit: see `worth` and `points_for`.
using Points = Amount<struct PointsUnit>;

constexpr Money worth(Points points) {
    return Money(points.count);
}
constexpr Points points_for(Money money) {
    return Points(money.count);
}

/// The largest receipt total and the largest single amount accepted from outside.
inline constexpr Money max_money{1'000'000'000'000'000};

/// "123.45", always two digits, for people and for printing.
inline std::string to_text(Money money) {
    return format_fixed(money.count, 2);
}
/// "123.45", "123.4", "123": points without empty decimals.
inline std::string to_text(Points points) {
    return format_decimal(points.count, 2);
}

/// `amount * numerator / denominator` rounded half up (away from zero), through 128 bits.
std::int64_t scale_half_up(std::int64_t amount, std::int64_t numerator, std::int64_t denominator);
/// The same rounded towards zero.
std::int64_t scale_down(std::int64_t amount, std::int64_t numerator, std::int64_t denominator);

/// A percentage in hundredths of a percent: 12.5 % is 1250.
struct Percent {
    std::int64_t hundredths = 0;
    friend constexpr auto operator<=>(Percent, Percent) = default;
};

inline Money share_half_up(Money money, Percent rate) {
    return Money(scale_half_up(money.count, rate.hundredths, 10'000));
}
inline Money share_down(Money money, Percent rate) {
    return Money(scale_down(money.count, rate.hundredths, 10'000));
}

}  // namespace tillpoints
