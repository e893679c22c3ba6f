#include "cloud/wallet/wallet_texts.hpp"

namespace tillpoints::cloud {
namespace {

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\') out += '\\';
        out += each;
    }
    return out + '"';
}

}  // namespace

std::string pass_strings(loyalty::Language language) {
    std::string out;
    for (const auto& [key, phrase] : wallet_texts)
        out += in_quotes(key) + " = " + in_quotes(phrase.in(language)) + ";\n";
    return out;
}

}  // namespace tillpoints::cloud
