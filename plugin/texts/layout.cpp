#include "plugin/texts/layout.hpp"

#include <algorithm>
#include <utility>

#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::string without_trailing_space(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace

int character_count(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string_view first_characters(std::string_view text, int count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if (begins_character(text[end]) && count-- <= 0) break;
    return text.substr(0, end);
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    width = std::max(width, 1);
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        std::string_view word = text.substr(0, space);
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
        if (!line.empty() && character_count(line) + 1 + character_count(word) > width)
            lines.push_back(std::exchange(line, {}));
        for (; character_count(word) > width; word.remove_prefix(first_characters(word, width).size()))
            lines.emplace_back(first_characters(word, width));
        if (word.empty()) continue;
        if (!line.empty()) line += ' ';
        line += word;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string label_and_amount(std::string_view label, std::string_view amount, int width) {
    const int room = width - character_count(amount) - 1;
    if (room <= 0) return std::string(amount);
    std::string shown(label);
    if (character_count(label) > room)
        shown = room > 1 ? without_trailing_space(std::string(first_characters(label, room - 1))) + "." : "";
    const int gap = width - character_count(shown) - character_count(amount);
    return without_trailing_space(shown + std::string(static_cast<std::size_t>(gap), ' ') +
                                  std::string(amount));
}

}  // namespace tillpoints::texts
