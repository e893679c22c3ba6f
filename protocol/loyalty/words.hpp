#pragma once
#include <array>
#include <string_view>

#include "protocol/json.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/quantity.hpp"

/// The protocol's words, in the order of the enumerations they stand for, and its numbers.
namespace tillpoints::loyalty {

inline constexpr std::string_view policy_words[] = {"APPLY_DISCOUNT", "CHARGE_SCORES"};
inline constexpr std::string_view gender_words[] = {"MALE", "FEMALE", "NOT_SPECIFIED"};
inline constexpr std::string_view state_words[] = {"NORMAL", "CANCELED", "REVERSAL"};
inline constexpr std::string_view find_type_words[] = {"PURCHASE", "BONUS_ITEMS_PURCHASE",
                                                       "GOODS_ORDER_COMPLETE", "CERTIFICATE"};

inline constexpr std::string_view confirm_words[] = {"PIN", "CODE"};

inline constexpr std::string_view goods_type_words[] = {"CATEGORY", "ITEM", "VARYING_ITEM"};
inline constexpr std::string_view measurement_words[] = {
    "PIECE", "CENTIMETRE", "METRE",        "MILLILITRE",  "LITRE", "GRAM", "KILOGRAM",
    "TON",   "KILOMETRE",  "SQUARE_METRE", "CUBIC_METRE", "DAY",   "HOUR", "MINUTE"};
inline constexpr std::string_view vat_words[] = {"NO_NDS", "NDS_0",      "NDS_10",
                                                 "NDS_20", "NDS_10_110", "NDS_20_120"};
inline constexpr std::string_view subject_words[] = {"COMMODITY", "EXCISE", "SERVICE"};
inline constexpr std::string_view order_state_words[] = {"NEW", "COMPLETED", "DELETED", "WAITING_PAYMENT",
                                                         "NEED_ACK"};
inline constexpr std::string_view order_status_words[] = {"ACCEPTED", "READY"};
inline constexpr std::string_view status_change_words[] = {"ACCEPTED", "READY", "WAITING_PAYMENT"};
inline constexpr std::string_view delivery_words[] = {"PICKUP", "DELIVERY"};
inline constexpr std::string_view payment_words[] = {"CASH", "MANUAL", "CUSTOM"};

inline Json number_of(Money money) {
    return Json::Number{format_decimal(money.count, 2)};
}
inline Json number_of(Points points) {
    return Json::Number{format_decimal(points.count, 2)};
}
inline Json number_of(Percent percent) {
    return Json::Number{format_decimal(percent.hundredths, 2)};
}

inline Json number_of(Quantity quantity) {
    return Json::Number{to_text(quantity)};
}

template <class T>
Json number_or_null(const std::optional<T>& value) {
    return value ? number_of(*value) : Json();
}

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

template <class T, std::size_t Size>
Json word_of(const std::string_view (&words)[Size], T value) {
    return words[static_cast<std::size_t>(value)];
}

template <class T, std::size_t Size>
Json word_or_null(const std::string_view (&words)[Size], const std::optional<T>& value) {
    return value ? word_of(words, *value) : Json();
}

inline Json time_or_null(const std::optional<Timestamp>& value) {
    return value ? Json(to_text(*value)) : Json();
}

}  // namespace tillpoints::loyalty
