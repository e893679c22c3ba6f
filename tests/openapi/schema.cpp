#include "tests/openapi/schema.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <regex>
#include <stdexcept>
#include <string_view>

#include "protocol/decimal.hpp"
#include "protocol/ids.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::openapi {
namespace {

using Faults = std::vector<std::string>;

constexpr std::array<std::string_view, 21> keywords{
    "$ref",      "type",      "nullable", "enum",    "required", "properties",  "additionalProperties",
    "items",     "minItems",  "maxItems", "pattern", "minimum",  "maximum",     "multipleOf",
    "maxLength", "minLength", "format",   "allOf",   "oneOf",    "description", "default"};
constexpr std::array<std::string_view, 5> formats{"int64", "uuid", "date-time", "binary", "uri"};

template <class List>
bool holds(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

long double number_in(const Json& json) {
    return std::strtold(json.number()->digits.c_str(), nullptr);
}

std::size_t size_in(const Json& json) {
    return static_cast<std::size_t>(number_in(json));
}

/// Characters, not bytes.
std::size_t length_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Compiled once a thread: that takes longer than everything else here.
bool matches(const std::string& text, const std::string& pattern) {
    thread_local std::map<std::string, std::regex> known;
    const auto at = known.try_emplace(pattern, pattern).first;
    return std::regex_search(text, at->second);
}

class Check {
  public:
    Check(const Json& document, Faults& faults) : document_(document), faults_(faults) {}

    void operator()(const Json& given, const Json& value, const std::string& where) {
        const Json& schema = resolved(document_, given);
        if (value.is_null() && flag(schema, "nullable")) return;
        if (const auto* type = schema.find("type"); type && !is_a(*type->string(), value))
            return fail(where, "expected " + *type->string() + ", found " + std::string(value.type_name()));
        check_enum(schema, value, where);
        if (value.number()) check_number(schema, value, where);
        if (value.string()) check_text(schema, *value.string(), where);
        if (value.items()) check_items(schema, *value.items(), where);
        if (value.members()) check_members(schema, value, where);
        if (const auto* all = schema.find("allOf"))
            for (const auto& one : *all->items()) (*this)(one, value, where);
        if (const auto* one = schema.find("oneOf")) check_one(*one->items(), value, where);
    }

  private:
    static bool flag(const Json& schema, std::string_view key) {
        const auto* value = schema.find(key);
        return value && value->boolean() && *value->boolean();
    }

    static bool is_a(const std::string& type, const Json& value) {
        if (type != "integer") return value.type_name() == type;
        return value.number() && parse_decimal(value.number()->digits, 0, Rounding::exact);
    }

    void fail(const std::string& where, const std::string& what) {
        faults_.push_back((where.empty() ? "the body" : where) + ": " + what);
    }

    void check_enum(const Json& schema, const Json& value, const std::string& where) {
        const auto* words = schema.find("enum");
        if (words &&
            std::find(words->items()->begin(), words->items()->end(), value) == words->items()->end())
            fail(where, dump(value) + " is none of " + dump(*words));
    }

    void check_number(const Json& schema, const Json& value, const std::string& where) {
        const auto* least = schema.find("minimum");
        const auto* most = schema.find("maximum");
        if (least && number_in(value) < number_in(*least))
            fail(where, dump(value) + " is below " + dump(*least));
        if (most && number_in(value) > number_in(*most))
            fail(where, dump(value) + " is above " + dump(*most));
        if (const auto* step = schema.find("multipleOf")) {
            if (dump(*step) != "0.01") throw std::logic_error("multipleOf " + dump(*step) + " is not known");
            if (!parse_decimal(value.number()->digits, 2, Rounding::exact))
                fail(where, dump(value) + " has more than two decimals");
        }
    }

    void check_text(const Json& schema, const std::string& text, const std::string& where) {
        const auto* least = schema.find("minLength");
        const auto* most = schema.find("maxLength");
        if (least && length_of(text) < size_in(*least)) fail(where, "is too short");
        if (most && length_of(text) > size_in(*most)) fail(where, "is too long");
        if (const auto* pattern = schema.find("pattern"); pattern && !matches(text, *pattern->string()))
            fail(where, '"' + text + "\" does not match " + *pattern->string());
        const auto* format = schema.find("format");
        if (format && *format->string() == "uuid" && !is_uuid(text))
            fail(where, '"' + text + "\" is no UUID");
        if (format && *format->string() == "date-time" && !parse_timestamp(text))
            fail(where, '"' + text + "\" is no time");
    }

    void check_items(const Json& schema, const Json::Array& items, const std::string& where) {
        const auto* least = schema.find("minItems");
        const auto* most = schema.find("maxItems");
        if (least && items.size() < size_in(*least)) fail(where, "has too few items");
        if (most && items.size() > size_in(*most)) fail(where, "has too many items");
        if (const auto* each = schema.find("items"))
            for (std::size_t i = 0; i < items.size(); ++i)
                (*this)(*each, items[i], where + "[" + std::to_string(i) + "]");
    }

    void check_members(const Json& schema, const Json& value, const std::string& where) {
        const auto path = [&](const std::string& name) { return where.empty() ? name : where + "." + name; };
        if (const auto* required = schema.find("required"))
            for (const auto& name : *required->items())
                if (!value.find(*name.string())) fail(path(*name.string()), "is missing");
        const auto* properties = schema.find("properties");
        const auto* others = schema.find("additionalProperties");
        for (const auto& [name, member] : *value.members()) {
            const auto* property = properties ? properties->find(name) : nullptr;
            if (property)
                (*this)(*property, member, path(name));
            else if (others && others->members())
                (*this)(*others, member, path(name));
            else if (others && !*others->boolean())
                fail(path(name), "is not described");
        }
    }

    void check_one(const Json::Array& choices, const Json& value, const std::string& where) {
        int fitting = 0;
        std::string reasons;
        for (const auto& choice : choices) {
            const auto faults = violations(document_, choice, value);
            fitting += faults.empty();
            for (const auto& fault : faults) reasons += "; " + fault;
        }
        if (fitting != 1) fail(where, "fits " + std::to_string(fitting) + " of the forms, not one" + reasons);
    }

    const Json& document_;
    Faults& faults_;
};

}  // namespace

Faults violations(const Json& document, const Json& schema, const Json& value) {
    Faults faults;
    Check(document, faults)(schema, value, "");
    return faults;
}

void refuse_unknown_keywords(const Json& schema) {
    for (const auto& [name, value] : *schema.members()) {
        if (!holds(keywords, name)) throw std::logic_error("the keyword " + name + " is not known");
        if (name == "format" && !holds(formats, *value.string()))
            throw std::logic_error("the format " + *value.string() + " is not known");
        if (name == "additionalProperties" && !value.boolean() && !value.members())
            throw std::logic_error("additionalProperties is not true, false or a schema");
        if (name == "properties")
            for (const auto& property : *value.members()) refuse_unknown_keywords(property.second);
        if (name == "items" || (name == "additionalProperties" && value.members()))
            refuse_unknown_keywords(value);
        if (name == "allOf" || name == "oneOf")
            for (const auto& one : *value.items()) refuse_unknown_keywords(one);
    }
}

const Json& resolved(const Json& document, const Json& schema) {
    const auto* reference = schema.find("$ref");
    if (!reference) return schema;
    std::string_view path = *reference->string();
    if (!path.starts_with("#/"))
        throw std::logic_error("a reference out of the document: " + std::string(path));
    path.remove_prefix(2);
    const Json* at = &document;
    while (at && !path.empty()) {
        const auto slash = path.find('/');
        at = at->find(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    if (!at) throw std::logic_error("a reference that leads nowhere: " + *reference->string());
    return resolved(document, *at);
}

}  // namespace tillpoints::openapi
