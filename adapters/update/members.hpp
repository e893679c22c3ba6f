#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace tillpoints::update {

using Json = nlohmann::ordered_json;

/// A text member; empty where there is none.
inline std::string text_member(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string();
}

inline bool flag_member(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_boolean() && json[name].get<bool>();
}

}  // namespace tillpoints::update
