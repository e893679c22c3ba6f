#pragma once
#include <nlohmann/json.hpp>
#include <string>

/// Members of a JSON document from outside, whatever it is.
namespace tillpoints::fleet {

/// Empty where there is no such text.
inline std::string text_member(const nlohmann::json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// 0 where there is no such whole number.
inline std::int64_t number_member(const nlohmann::json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

}  // namespace tillpoints::fleet
