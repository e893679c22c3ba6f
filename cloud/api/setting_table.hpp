#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/decimal.hpp"
#include "protocol/json.hpp"

/// Values of a struct that are set by name and shown by name, as the command line and the back office do.
namespace tillpoints::cloud {

template <class T>
struct NamedSetting {
    std::string name;
    std::string values;                             ///< what it takes: "a|b|c", or "0..100"
    std::string meaning;                            ///< for `--help`
    std::function<bool(T&, std::string_view)> set;  ///< false if the value is not one it takes
    std::function<std::string(const T&)> show;      ///< a value as `set` takes it
};

template <class T>
using SettingTable = std::vector<NamedSetting<T>>;

/// A setting whose values are words, in the order of V's values.
template <class T, class V>
NamedSetting<T> choice(std::string name, V T::*member, const std::vector<std::string_view>& words,
                       std::string meaning) {
    std::string values;
    for (const auto word : words) values += (values.empty() ? "" : "|") + std::string(word);
    return {
        std::move(name), std::move(values), std::move(meaning),
        [=](T& settings, std::string_view value) {
            for (std::size_t i = 0; i < words.size(); ++i)
                if (words[i] == value) return settings.*member = static_cast<V>(i), true;
            return false;
        },
        [=](const T& settings) { return std::string(words[static_cast<std::size_t>(settings.*member)]); }};
}

/// A setting that is an integer; `at` gives its place in the struct.
template <class T>
NamedSetting<T> integer(std::string name, std::int64_t least, std::int64_t most,
                        std::function<std::int64_t&(T&)> at, std::string meaning) {
    return {std::move(name), std::to_string(least) + ".." + std::to_string(most), std::move(meaning),
            [=](T& settings, std::string_view value) {
                const auto parsed = parse_decimal(value, 0, Rounding::exact);
                if (!parsed || *parsed < least || *parsed > most) return false;
                return at(settings) = *parsed, true;
            },
            [=](const T& settings) {
                T copy = settings;
                return std::to_string(at(copy));
            }};
}

template <class T>
const NamedSetting<T>* find_setting(const SettingTable<T>& table, std::string_view name) {
    for (const auto& one : table)
        if (one.name == name) return &one;
    return nullptr;
}

/// Sets one of them. A problem if the name or the value is unknown; nothing is changed then.
template <class T>
std::optional<Problem> set_by_name(const SettingTable<T>& table, T& settings, std::string_view name,
                                   std::string_view value) {
    const auto* one = find_setting(table, name);
    if (!one)
        return Problem{Errc::invalid_value, std::string(name), "the name of a setting", "none of that name"};
    if (one->set(settings, value)) return {};
    return Problem{Errc::invalid_value, one->name, one->values, std::string(value)};
}

/// Adds every setting with its value to an object.
template <class T>
void add_to_json(const SettingTable<T>& table, const T& settings, Json& object) {
    for (const auto& one : table) object.set(one.name, one.show(settings));
}

/// One line a setting for `--help`: name, values, default, meaning.
template <class T>
std::string describe(const SettingTable<T>& table) {
    std::string text;
    for (const auto& one : table)
        text += "  " + one.name + "=" + one.values + "  [" + one.show(T()) + "]  " + one.meaning + "\n";
    return text;
}

}  // namespace tillpoints::cloud
