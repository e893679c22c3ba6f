#include "cloud/storage/repositories/stored_texts.hpp"

#include "protocol/json.hpp"

namespace tillpoints::cloud {

std::string stored_texts(const std::map<std::string, std::string>& texts) {
    Json json = Json::object();
    for (const auto& [language, text] : texts) json.set(language, text);
    return dump(json);
}

std::map<std::string, std::string> texts_from(const std::string& stored) {
    std::map<std::string, std::string> texts;
    const auto json = parse_json(stored);
    if (!json || !json->members()) return texts;
    for (const auto& [language, text] : *json->members())
        if (text.string()) texts[language] = *text.string();
    return texts;
}

}  // namespace tillpoints::cloud
