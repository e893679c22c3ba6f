#include "protocol/reader.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

const Json empty_object = Json::object();

std::string shortened(const Json& value) {
    std::string text = value.items() || value.members() ? std::string(value.type_name()) : dump(value);
    if (text.size() <= 40) return text;
    std::size_t end = 37;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

std::string list_of(std::initializer_list<std::string_view> words) {
    std::string text = "one of";
    for (const auto word : words) text += (text.size() == 6 ? " " : ", ") + std::string(word);
    return text;
}

}  // namespace

Reader::Reader(const Json& object, std::string path, Problems& problems)
    : object_(&object), path_(std::move(path)), problems_(&problems) {
    if (!object.members()) {
        problems.push_back({Errc::wrong_type, path_, "an object", std::string(object.type_name())});
        object_ = &empty_object;
    }
}

const Json* Reader::raw(std::string_view key) const {
    const Json* value = object_->find(key);
    return value && !value->is_null() ? value : nullptr;
}

bool Reader::has(std::string_view key) const {
    return raw(key) != nullptr;
}

std::string Reader::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void Reader::fail(std::string_view key, Errc code, std::string expected, std::string found) {
    problems_->push_back({code, path_of(key), std::move(expected), std::move(found)});
}

const Json* Reader::required(std::string_view key) {
    const Json* value = raw(key);
    if (!value) fail(key, Errc::missing_field, "this field", "nothing");
    return value;
}

std::optional<std::string> Reader::maybe_text(std::string_view key, std::size_t max_bytes) {
    const Json* value = raw(key);
    if (!value) return {};
    const auto* text = value->string();
    if (!text) {
        fail(key, Errc::wrong_type, "a string", shortened(*value));
        return {};
    }
    if (text->size() > max_bytes) {
        fail(key, Errc::too_large, "at most " + std::to_string(max_bytes) + " bytes",
             std::to_string(text->size()) + " bytes");
        return {};
    }
    return *text;
}

std::string Reader::text(std::string_view key, std::size_t max_bytes) {
    return required(key) ? maybe_text(key, max_bytes).value_or("") : "";
}

std::optional<std::int64_t> Reader::maybe_integer(std::string_view key, std::int64_t least,
                                                  std::int64_t most) {
    const Json* value = raw(key);
    if (!value) return {};
    const auto range = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (!value->number()) {
        fail(key, Errc::wrong_type, range, shortened(*value));
        return {};
    }
    const auto number = parse_decimal(value->number()->digits, 0, Rounding::exact);
    if (!number || *number < least || *number > most) {
        fail(key, Errc::out_of_range, range, shortened(*value));
        return {};
    }
    return number;
}

std::optional<std::int64_t> Reader::maybe_digits(std::string_view key, std::int64_t least,
                                                 std::int64_t most) {
    const Json* value = raw(key);
    if (value && value->number() && value->number()->digits.find_first_of(".eE") != std::string::npos) {
        fail(key, Errc::out_of_range,
             "a whole number without point or exponent, from " + std::to_string(least) + " to " +
                 std::to_string(most),
             shortened(*value));
        return {};
    }
    return maybe_integer(key, least, most);
}

std::int64_t Reader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    return required(key) ? maybe_integer(key, least, most).value_or(least) : least;
}

std::optional<bool> Reader::maybe_flag(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return {};
    if (value->boolean()) return *value->boolean();
    fail(key, Errc::wrong_type, "true or false", shortened(*value));
    return {};
}

bool Reader::flag(std::string_view key, bool absent) {
    return maybe_flag(key).value_or(absent);
}

std::optional<Money> Reader::maybe_minor(std::string_view key) {
    const auto value = maybe_digits(key, 0, max_money.count);
    return value ? std::optional(Money(*value)) : std::nullopt;
}

Money Reader::minor(std::string_view key) {
    return required(key) ? maybe_minor(key).value_or(Money()) : Money();
}

std::optional<std::int64_t> Reader::decimal(std::string_view key, const Json& value, Rounding rounding) {
    const std::string* digits = value.number() ? &value.number()->digits : value.string();
    const auto number = digits ? parse_decimal(*digits, 2, rounding) : std::nullopt;
    if (!digits) fail(key, Errc::wrong_type, "a number", shortened(value));
    if (digits && !number) fail(key, Errc::invalid_value, "a decimal number", shortened(value));
    if (number && (*number > max_money.count || *number < -max_money.count)) {
        fail(key, Errc::out_of_range, "at most 10^13", shortened(value));
        return {};
    }
    return number;
}

std::optional<Money> Reader::maybe_major(std::string_view key) {
    const Json* value = raw(key);
    const auto number = value ? decimal(key, *value, Rounding::half_up) : std::nullopt;
    return number ? std::optional(Money(*number)) : std::nullopt;
}

Money Reader::major(std::string_view key) {
    return required(key) ? maybe_major(key).value_or(Money()) : Money();
}

std::optional<Points> Reader::maybe_points(std::string_view key) {
    const Json* value = raw(key);
    const auto number = value ? decimal(key, *value, Rounding::down) : std::nullopt;
    return number ? std::optional(Points(*number)) : std::nullopt;
}

Points Reader::points(std::string_view key) {
    return required(key) ? maybe_points(key).value_or(Points()) : Points();
}

std::optional<Percent> Reader::maybe_percent(std::string_view key) {
    const Json* value = raw(key);
    const auto number = value ? decimal(key, *value, Rounding::half_up) : std::nullopt;
    if (number && (*number < 0 || *number > 10'000)) {
        fail(key, Errc::out_of_range, "0 to 100", shortened(*value));
        return {};
    }
    return number ? std::optional(Percent{*number}) : std::nullopt;
}

Percent Reader::percent(std::string_view key) {
    return required(key) ? maybe_percent(key).value_or(Percent{}) : Percent{};
}

Quantity Reader::quantity(std::string_view key) {
    if (!required(key)) return Quantity{1000};
    const auto value = raw(key)->string() ? parse_quantity(*raw(key)->string()) : std::nullopt;
    if (!value)
        fail(key, Errc::out_of_range, "a decimal string from 0.001 to 99999.999 with at most three decimals",
             shortened(*raw(key)));
    return value.value_or(Quantity{1000});
}

std::optional<Fraction> Reader::maybe_fraction(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return {};
    const auto fraction = value->string() ? parse_fraction(*value->string()) : std::nullopt;
    if (!fraction)
        fail(key, value->string() ? Errc::invalid_value : Errc::wrong_type,
             "a part of one piece such as \"1/3\", in at most " + std::to_string(max_denominator) + " parts",
             shortened(*value));
    return fraction;
}

std::optional<Timestamp> Reader::maybe_time(std::string_view key) {
    const auto text = maybe_text(key, 64);
    if (!text) return {};
    const auto time = parse_timestamp(*text);
    if (!time) fail(key, Errc::invalid_value, "a time such as 2026-01-31T08:05:09Z", shortened(Json(*text)));
    return time;
}

Timestamp Reader::time(std::string_view key) {
    return required(key) ? maybe_time(key).value_or(Timestamp()) : Timestamp();
}

ReceiptId Reader::receipt_id(std::string_view key) {
    const std::size_t before = problems_->size();
    std::string id = text(key);
    if (problems_->size() == before && !is_receipt_id(id))
        fail(key, Errc::invalid_value, "1 to 64 of A-Z a-z 0-9 _ . : -", shortened(Json(id)));
    return ReceiptId(std::move(id));
}

std::optional<std::size_t> Reader::maybe_one_of(std::string_view key,
                                                std::initializer_list<std::string_view> words) {
    const auto word = maybe_text(key, 64);
    if (!word) return {};
    const auto at = std::find(words.begin(), words.end(), *word);
    if (at == words.end()) {
        fail(key, Errc::invalid_value, list_of(words), shortened(Json(*word)));
        return {};
    }
    return static_cast<std::size_t>(at - words.begin());
}

std::size_t Reader::one_of(std::string_view key, std::initializer_list<std::string_view> words) {
    return required(key) ? maybe_one_of(key, words).value_or(0) : 0;
}

Reader Reader::object(std::string_view key) {
    const Json* value = required(key);
    return Reader(value ? *value : empty_object, path_of(key), *problems_);
}

std::optional<Reader> Reader::maybe_object(std::string_view key) {
    const Json* value = raw(key);
    return value ? std::optional(Reader(*value, path_of(key), *problems_)) : std::nullopt;
}

const Json::Array* Reader::array(std::string_view key, std::size_t most) {
    const Json* value = required(key);
    if (!value) return nullptr;
    if (!value->items()) {
        fail(key, Errc::wrong_type, "an array", std::string(value->type_name()));
        return nullptr;
    }
    if (value->items()->size() > most) {
        fail(key, Errc::too_large, "at most " + std::to_string(most) + " items",
             std::to_string(value->items()->size()));
        return nullptr;
    }
    return value->items();
}

std::vector<std::string> Reader::texts(std::string_view key, std::size_t most) {
    std::vector<std::string> out;
    const auto* items = array(key, most);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        if (const auto* text = (*items)[i].string()) {
            out.push_back(*text);
        } else {
            fail(std::string(key) + "[" + std::to_string(i) + "]", Errc::wrong_type, "a string",
                 shortened((*items)[i]));
        }
    }
    return out;
}

void Reader::refuse_unknown(std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : *object_->members())
        if (std::find(known.begin(), known.end(), name) == known.end())
            fail(name, Errc::invalid_value, list_of(known), shortened(Json(name)));
}

}  // namespace tillpoints
