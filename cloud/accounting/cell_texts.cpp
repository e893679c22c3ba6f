#include "cloud/accounting/cell_texts.hpp"

#include <cstdint>

namespace tillpoints::cloud {
namespace {

using namespace std::string_view_literals;

constexpr char32_t no_character = 0xFFFFFFFF;

/// The character with which the text begins, taken off it; `no_character` where that is no UTF-8.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(0);
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    char32_t character = size == 1   ? lead
                         : size == 2 ? lead & 0x1Fu
                         : size == 3 ? lead & 0x0Fu
                                     : lead & 0x07u;
    bool whole = size > 0 && size <= text.size();
    for (std::size_t at = 1; whole && at < size; ++at) {
        whole = (byte(at) & 0xC0) == 0x80;
        character = character << 6 | (byte(at) & 0x3Fu);
    }
    const bool overlong = (size == 3 && character < 0x800) || (size == 4 && character < 0x10000);
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (!whole || overlong || surrogate || character > 0x10FFFF) {
        text.remove_prefix(1);
        return no_character;
    }
    text.remove_prefix(size);
    return character;
}

/// What `\s` of a regular expression in a browser matches.
bool is_space(char32_t character) {
    if (character >= 0x09 && character <= 0x0D) return true;
    if (character >= 0x2000 && character <= 0x200A) return true;
    for (const auto space : U" \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF"sv)
        if (character == space) return true;
    return false;
}

bool looks_like_formula(std::string_view text) {
    while (!text.empty()) {
        const auto character = take_character(text);
        for (const auto sign : U"=+-@\t\r\n"sv)
            if (character == sign) return true;
        if (!is_space(character)) return false;
    }
    return false;
}

bool in_xml(char32_t character) {
    if (character < 0x20) return character == 0x09 || character == 0x0A || character == 0x0D;
    return character != no_character && character != 0xFFFE && character != 0xFFFF;
}

}  // namespace

std::string csv_text(std::string_view text) {
    std::string out = looks_like_formula(text) ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string xml_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto before = text;
        const auto character = take_character(text);
        const auto bytes = before.substr(0, before.size() - text.size());
        switch (character) {
            case U'&':
                out += "&amp;";
                break;
            case U'<':
                out += "&lt;";
                break;
            case U'>':
                out += "&gt;";
                break;
            case U'"':
                out += "&quot;";
                break;
            // As they stand, a reader would take them for another white space.
            case U'\t':
                out += "&#9;";
                break;
            case U'\n':
                out += "&#10;";
                break;
            case U'\r':
                out += "&#13;";
                break;
            default:
                out += in_xml(character) ? bytes : "\xEF\xBF\xBD";
        }
    }
    return out;
}

}  // namespace tillpoints::cloud
