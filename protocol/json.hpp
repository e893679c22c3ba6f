#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/error.hpp"

namespace tillpoints {

/// A JSON document whose numbers keep their digits, so that money never passes through a double.
/// Members keep their order. nlohmann_json does the lexing (see json.cpp); this is only the value.
class Json {
  public:
    struct Number {
        std::string digits;
        friend bool operator==(const Number&, const Number&) = default;
    };
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    template <std::integral T>
    requires(!std::same_as<T, bool>) Json(T value) : value_(Number{std::to_string(value)}) {}
    Json(Number value) : value_(std::move(value)) {}
    Json(const char* text) : value_(std::string(text)) {}
    Json(std::string_view text) : value_(std::string(text)) {}
    Json(std::string text) : value_(std::move(text)) {}
    Json(Array items) : value_(std::move(items)) {}
    Json(Object members) : value_(std::move(members)) {}

    static Json object(std::initializer_list<Member> members = {}) { return Json(Object(members)); }
    static Json array() { return Json(Array()); }

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
    const bool* boolean() const { return std::get_if<bool>(&value_); }
    const Number* number() const { return std::get_if<Number>(&value_); }
    const std::string* string() const { return std::get_if<std::string>(&value_); }
    const Array* items() const { return std::get_if<Array>(&value_); }
    const Object* members() const { return std::get_if<Object>(&value_); }

    /// The member's value, or null if this is no object or has no such member.
    const Json* find(std::string_view key) const;
    /// Adds or replaces a member; a null document becomes an object first.
    Json& set(std::string_view key, Json value);
    /// Appends to an array; a null document becomes an array first.
    Json& push(Json value);

    /// "null", "boolean", "number", "string", "array" or "object".
    std::string_view type_name() const;

    friend bool operator==(const Json&, const Json&) = default;

  private:
    std::variant<std::nullptr_t, bool, Number, std::string, Array, Object> value_;
};

struct JsonLimits {
    std::size_t bytes = 8u << 20;
    int depth = 64;
    bool zero_characters = true;  ///< whether texts may hold U+0000, which not every database can store
};

/// Strict JSON in UTF-8. A repeated member name is an error: two readers could understand two things.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

/// Compact, members in their order, UTF-8 unescaped.
std::string dump(const Json& json);
/// Indented by two spaces, for files people edit.
std::string dump_pretty(const Json& json);

}  // namespace tillpoints
