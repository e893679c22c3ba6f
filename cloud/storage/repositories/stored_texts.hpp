#pragma once
#include <map>
#include <string>

namespace tillpoints::cloud {

/// Texts by language as they are stored: a JSON object.
std::string stored_texts(const std::map<std::string, std::string>& texts);
/// None where the stored text is no such object.
std::map<std::string, std::string> texts_from(const std::string& stored);

}  // namespace tillpoints::cloud
