#include "cloud/console/name_beginnings.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::size_t fewest_letters = 3;

/// Pairs of letters that do not lie at a fixed distance from each other.
constexpr std::pair<char32_t, char32_t> kazakh_letters[] = {{U'Ә', U'ә'}, {U'Ғ', U'ғ'}, {U'Қ', U'қ'},
                                                            {U'Ң', U'ң'}, {U'Ө', U'ө'}, {U'Ұ', U'ұ'},
                                                            {U'Ү', U'ү'}, {U'Һ', U'һ'}};

char32_t small(char32_t c) {
    if (U'A' <= c && c <= U'Z') return c + 32;
    if (U'А' <= c && c <= U'Я') return c + 32;
    if (U'Ѐ' <= c && c <= U'Џ') return c + 80;
    for (const auto& [upper, lower] : kazakh_letters)
        if (c == upper) return lower;
    return c;
}

char32_t large(char32_t c) {
    if (U'a' <= c && c <= U'z') return c - 32;
    if (U'а' <= c && c <= U'я') return c - 32;
    if (U'ѐ' <= c && c <= U'џ') return c - 80;
    for (const auto& [upper, lower] : kazakh_letters)
        if (c == lower) return upper;
    return c;
}

/// Of a text that is UTF-8, as everything is that the cloud reads.
std::u32string letters_of(std::string_view text) {
    std::u32string out;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if ((value & 0xC0) == 0x80)
            out.back() = out.back() << 6 | (value & 0x3F);
        else
            out += value < 0x80   ? value
                   : value < 0xE0 ? value & 0x1F
                   : value < 0xF0 ? value & 0x0F
                                  : value & 7;
    }
    return out;
}

std::string text_of(const std::u32string& letters) {
    std::string out;
    for (const auto c : letters) {
        if (c < 0x80) {
            out += static_cast<char>(c);
            continue;
        }
        const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        constexpr unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};
        out += static_cast<char>(marks[more] | c >> (6 * more));
        for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | (c >> (6 * i) & 0x3F));
    }
    return out;
}

}  // namespace

std::vector<std::string> name_beginnings(std::string_view typed) {
    const auto letters = letters_of(typed);
    if (letters.size() < fewest_letters) return {};
    auto all_small = letters;
    std::transform(letters.begin(), letters.end(), all_small.begin(), small);
    auto all_large = letters;
    std::transform(letters.begin(), letters.end(), all_large.begin(), large);
    auto first_large = all_small;
    first_large.front() = large(first_large.front());
    std::vector<std::string> out;
    for (const auto& each : {letters, first_large, all_small, all_large}) {
        auto text = text_of(each);
        if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
    }
    return out;
}

}  // namespace tillpoints::cloud
