#include "protocol/loyalty/target.hpp"

namespace tillpoints::loyalty {
namespace {

bool unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Cuts `text` at the first `separator`: what stands before it, and the rest without it.
std::string_view cut(std::string_view& text, char separator) {
    const auto at = text.find(separator);
    const auto head = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return head;
}

/// How many bytes follow the first one of a character; nothing if none begins so.
std::optional<int> following(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first <= 0xDF) return 1;
    if (first >= 0xE0 && first <= 0xEF) return 2;
    if (first >= 0xF0 && first <= 0xF4) return 3;
    return {};
}

/// UTF-8 as it must be, shortest forms and no surrogates, without zeros.
bool is_text(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto at = [&](std::size_t j) {
            return j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0u;
        };
        const auto first = at(i);
        const auto rest = first == 0 ? std::nullopt : following(static_cast<unsigned char>(first));
        if (!rest) return false;
        const auto second = at(i + 1);
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
            (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
            return false;
        for (int j = 1; j <= *rest; ++j)
            if ((at(i + static_cast<std::size_t>(j)) & 0xC0) != 0x80) return false;
        i += static_cast<std::size_t>(*rest) + 1;
    }
    return true;
}

std::optional<std::string> decoded_text(std::string_view escaped) {
    auto text = percent_decode(escaped);
    return text && is_text(*text) ? text : std::nullopt;
}

}  // namespace

std::string percent_encode(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return {};
        const int high = hexadecimal(text[i + 1]);
        const int low = hexadecimal(text[i + 2]);
        if (high < 0 || low < 0) return {};
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

const std::string* Target::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return &value;
    return nullptr;
}

std::optional<Target> parse_target(std::string_view text) {
    if (text.empty() || text[0] != '/') return {};
    Target target;
    std::string_view query = text;
    std::string_view path = cut(query, '?');
    while (!path.empty()) {
        auto segment = decoded_text(cut(path, '/'));
        if (!segment) return {};
        if (!segment->empty()) target.segments.push_back(std::move(*segment));
    }
    while (!query.empty()) {
        std::string_view value = cut(query, '&');
        auto name = decoded_text(cut(value, '='));
        auto decoded = decoded_text(value);
        if (!name || !decoded) return {};
        target.query.emplace_back(std::move(*name), std::move(*decoded));
    }
    return target;
}

}  // namespace tillpoints::loyalty
