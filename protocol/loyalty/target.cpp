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
        auto segment = percent_decode(cut(path, '/'));
        if (!segment) return {};
        if (!segment->empty()) target.segments.push_back(std::move(*segment));
    }
    while (!query.empty()) {
        std::string_view value = cut(query, '&');
        auto name = percent_decode(cut(value, '='));
        auto decoded = percent_decode(value);
        if (!name || !decoded) return {};
        target.query.emplace_back(std::move(*name), std::move(*decoded));
    }
    return target;
}

}  // namespace tillpoints::loyalty
