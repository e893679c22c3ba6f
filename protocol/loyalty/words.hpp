#pragma once
#include <array>
#include <string_view>

#include "protocol/json.hpp"
#include "protocol/loyalty/messages.hpp"

/// The protocol's words, in the order of the enumerations they stand for, and its numbers.
namespace tillpoints::loyalty {

inline constexpr std::string_view policy_words[] = {"APPLY_DISCOUNT", "CHARGE_SCORES"};
inline constexpr std::string_view gender_words[] = {"MALE", "FEMALE", "NOT_SPECIFIED"};
inline constexpr std::string_view state_words[] = {"NORMAL", "CANCELED", "REVERSAL"};
inline constexpr std::string_view find_type_words[] = {"PURCHASE", "BONUS_ITEMS_PURCHASE",
                                                       "GOODS_ORDER_COMPLETE", "CERTIFICATE"};

inline Json number_of(Money money) {
    return Json::Number{format_decimal(money.count, 2)};
}
inline Json number_of(Points points) {
    return Json::Number{format_decimal(points.count, 2)};
}
inline Json number_of(Percent percent) {
    return Json::Number{format_decimal(percent.hundredths, 2)};
}

template <class T>
Json number_or_null(const std::optional<T>& value) {
    return value ? number_of(*value) : Json();
}

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

inline Json time_or_null(const std::optional<Timestamp>& value) {
    return value ? Json(to_text(*value)) : Json();
}

}  // namespace tillpoints::loyalty
