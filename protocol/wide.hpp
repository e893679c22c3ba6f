#pragma once
#include <cstdint>
#if !defined(__SIZEOF_INT128__) || defined(TILLPOINTS_PORTABLE_WIDE)
#include <boost/multiprecision/cpp_int.hpp>
#endif

namespace tillpoints {

#if defined(__SIZEOF_INT128__) && !defined(TILLPOINTS_PORTABLE_WIDE)

/// At least 128 bits, signed: products of two amounts do not fit int64. 64-bit processors have the type; the
/// compiler has none for 32-bit ones, where Boost's stands in. Both give the same results within 128 bits.
__extension__ using Wide = __int128;

/// `out` = a * b, or a + b. False, and `out` is unspecified, if the result needs more than 128 bits.
inline bool product_fits(Wide a, Wide b, Wide& out) {
    return !__builtin_mul_overflow(a, b, &out);
}
inline bool sum_fits(Wide a, Wide b, Wide& out) {
    return !__builtin_add_overflow(a, b, &out);
}

#else

using Wide = boost::multiprecision::int128_t;

namespace wide_detail {

/// The same bounds as a two's complement of 128 bits, because Boost's type has 128 bits and a sign.
inline bool store(const boost::multiprecision::int256_t& exact, Wide& out) {
    static const boost::multiprecision::int256_t bound = boost::multiprecision::int256_t(1) << 127;
    if (exact >= bound || exact < -bound) return false;
    out = static_cast<Wide>(exact);
    return true;
}

}  // namespace wide_detail

inline bool product_fits(const Wide& a, const Wide& b, Wide& out) {
    return wide_detail::store(boost::multiprecision::int256_t(a) * b, out);
}
inline bool sum_fits(const Wide& a, const Wide& b, Wide& out) {
    return wide_detail::store(boost::multiprecision::int256_t(a) + b, out);
}

#endif

}  // namespace tillpoints
