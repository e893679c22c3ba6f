#include "adapters/cli/masked.hpp"

#include <regex>

namespace tillpoints::cli {

std::string masked_text(const std::string& text, const std::string& key) {
    static const std::regex numbers(R"(\+[0-9][0-9 ()-]{8,18}[0-9]|[0-9]{10,})");
    std::string out = text;
    if (!key.empty())
        for (auto at = out.find(key); at != std::string::npos; at = out.find(key, at))
            out.replace(at, key.size(), "<key>");
    return std::regex_replace(out, numbers, "<number>");
}

Json masked(const Json& document, const std::string& key) {
    if (document.is_string()) return masked_text(document.get<std::string>(), key);
    if (!document.is_structured()) return document;
    Json out = document.is_array() ? Json::array() : Json::object();
    for (const auto& [name, value] : document.items()) {
        if (document.is_array())
            out.push_back(masked(value, key));
        else
            out[name] = masked(value, key);
    }
    return out;
}

}  // namespace tillpoints::cli
